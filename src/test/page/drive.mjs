// Goes through every step of the sample page in a real Chromium. Called by ./run, with what it needs as JSON on its input:
//   page, service   addresses
//   chromium        the program
//   shots           the folder for a picture of each step
//   users           by role: organization, username, password
//   oneTimeCode     of the user in the role "coded"; null where there is none
import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import jsQR from 'jsqr'
import puppeteer from 'puppeteer-core'

const { page: PAGE, service, chromium, shots, users, oneTimeCode } = JSON.parse(readFileSync(0, 'utf8'))
const NEW_PASSWORD = 'seven green lamps on a hill'
const PATIENCE = 60_000
const FIVE_MINUTES_LATER = { 'WWW-Authenticate': 'Bearer realm="acme", error="insufficient_user_authentication", max_age=300' }

const faults = []
const browser = await puppeteer.launch({
  executablePath: chromium,
  // There is no sandbox for root, and often none on a machine of CI. Containers have a small /dev/shm.
  args: [...(process.getuid() === 0 || process.env.CI ? ['--no-sandbox'] : []), '--disable-dev-shm-usage'],
  env: { ...process.env, TZ: 'UTC' }
})

/** A tab in a profile of its own. Each error that the console shows is a fault, unless the step expects it. */
class Tab {
  /** Statuses of refusals that are about to come. */
  expected = []
  /** For paths that end so, an answer in the service's place. */
  #instead = new Map()

  static async open(options = {}) {
    const context = await browser.createBrowserContext()
    const page = await context.newPage()
    const tab = new Tab(page)
    await context.setPermission(new URL(PAGE).origin, { permission: { name: 'clipboard-write' }, state: 'granted' })
    await tab.prepare(options)
    await tab.go('')
    return tab
  }

  constructor(page) {
    this.page = page
  }

  async prepare({ width = 800, height = 900, dark = false }) {
    const { page } = this
    page.setDefaultTimeout(PATIENCE)
    await page.setViewport({ width, height, deviceScaleFactor: 2 })
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }])
    page.on('pageerror', error => faults.push(`an exception in the page: ${error.message}`))
    page.on('console', message => this.#console(message))
    await page.exposeFunction('violated', what => faults.push(`the Content-Security-Policy was violated: ${what}`))
    await page.evaluateOnNewDocument(() => {
      document.addEventListener('securitypolicyviolation', e => window.violated(`${e.violatedDirective} ${e.blockedURI}`))
      // The clock of the page can be set forward.
      const now = Date.now
      Date.now = () => now() + (window.ahead ?? 0)
    })
    await page.setRequestInterception(true)
    page.on('request', request => {
      const path = new URL(request.url()).pathname
      const [end, answer] = [...this.#instead].find(([end]) => path.endsWith(end)) ?? []
      if (!end || request.method() === 'OPTIONS') return request.continue()
      this.#instead.delete(end)
      request.respond(answer)
    })
  }

  #console(message) {
    if (message.type() !== 'error') return
    const status = Number(/status of (\d+)/.exec(message.text())?.[1])
    const at = this.expected.indexOf(status || message.text())
    const fromService = message.location().url?.startsWith(service)
    if (at >= 0 && (fromService || !status)) this.expected.splice(at, 1)
    else faults.push(`the console shows: ${message.text()} (${message.location().url})`)
  }

  go = hash => this.page.goto(PAGE + hash, { waitUntil: 'networkidle0' })

  /** One answer to the next call of this path that the service cannot be made to give in a short time. */
  answerOnce(path, status, headers) {
    this.#instead.set(path, {
      status,
      headers: {
        'Access-Control-Allow-Origin': new URL(PAGE).origin,
        'Access-Control-Expose-Headers': 'WWW-Authenticate, Retry-After',
        ...headers
      },
      contentType: 'application/json',
      body: JSON.stringify({ status, error: '', message: '', path: '', timestamp: '' })
    })
  }

  section = id => this.page.waitForSelector(`#${id}:not([hidden])`)

  /** Types into the form that is shown, and sends it. */
  async submit(id, values) {
    const section = await this.section(id)
    for (const [name, value] of Object.entries(values)) {
      const input = await section.$(`input[name=${name}]`)
      await input.evaluate(field => (field.value = ''))
      await input.type(value)
    }
    await (await section.$('form button')).click()
  }

  /** The same, where the service refuses: the page must say it, and stay where it is. */
  async refused(id, values, status, says) {
    this.expected.push(status)
    await this.submit(id, values)
    await this.says(says)
    await this.section(id)
  }

  press = async name => (await this.page.waitForSelector(`section:not([hidden]) button[data-do=${name}]:not([hidden]):not(:disabled)`)).click()

  says = text =>
    this.page.waitForFunction(
      text => document.querySelector('#message').textContent.includes(text), {}, text
    ).catch(async failure => {
      throw new Error(`The page does not say "${text}", but "${await this.text('#message')}". ${failure.message}`)
    })

  /** A code of the second factor, for this purpose. */
  asksFor = purpose =>
    this.page.waitForFunction(
      purpose => !document.querySelector('#factor').hidden && document.querySelector('#purpose').textContent.includes(purpose),
      {}, purpose
    )

  text = selector => this.page.$eval(selector, element => element.textContent)

  login = ({ organization, username, password }) => this.submit('login', { organization, username, password })

  async shot(name) {
    await this.page.screenshot({ path: join(shots, `${name}.png`), fullPage: true })
    console.log(`  ${name}.png`)
  }

  async close() {
    require(this.expected.length === 0, `refusals that did not come: ${this.expected}`)
    await this.page.browserContext().close()
  }
}

/** An authenticator app: RFC 6238. The service takes each code once, and those of the step before and after as well. */
class Authenticator {
  #last = Math.floor(Date.now() / 30_000) - 2

  constructor(secret) {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
    const bits = [...secret.replace(/\s/g, '')].map(c => alphabet.indexOf(c).toString(2).padStart(5, '0')).join('')
    this.key = Buffer.from(bits.match(/.{8}/g).map(byte => parseInt(byte, 2)))
  }

  async code() {
    const now = () => Math.floor(Date.now() / 30_000)
    const step = Math.max(now() - 1, this.#last + 1)
    while (step > now() + 1) await new Promise(resolve => setTimeout(resolve, 500))
    this.#last = step
    return this.#at(step)
  }

  #at(step) {
    const counter = Buffer.alloc(8)
    counter.writeBigUInt64BE(BigInt(step))
    const hash = createHmac('sha1', this.key).update(counter).digest()
    const number = hash.readUInt32BE(hash[19] & 15) & 0x7fffffff
    return String(number % 1_000_000).padStart(6, '0')
  }

  /** A code of no step near. */
  wrong = () => this.#at(1)
}

/** Reads the QR code as a phone does, and gives the secret that stands below it. */
async function scan(tab) {
  await tab.section('enrolment')
  const { data, side } = await tab.page.$eval('#qr', canvas => ({
    side: canvas.width,
    data: [...canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data]
  }))
  const uri = new URL(jsQR(Uint8ClampedArray.from(data), side, side)?.data ?? 'none:')
  const secret = (await tab.text('#secret')).replace(/\s/g, '')
  require(uri.protocol === 'otpauth:', 'the QR code cannot be read')
  require(uri.searchParams.get('secret') === secret, 'the QR code has another secret than the text')
  require((await tab.page.$eval('#uri', link => link.href)) === uri.href, 'the link is not what the QR code says')
  return new Authenticator(secret)
}

const recoveryCodes = async tab => {
  await tab.section('recovery')
  return tab.page.$$eval('#codes li', items => items.map(item => item.textContent))
}

function require(holds, problem) {
  if (!holds) faults.push(problem)
}

// ── The steps ──────────────────────────────────────────────────────────────────────────────────────────────────────────

const steps = {
  async 'login, renewal, change of the password, logout'() {
    const user = users.finished
    const other = await Tab.open()
    const tab = await Tab.open()
    await tab.section('login')
    await tab.shot('01-login')
    await tab.refused('login', { ...user, password: 'wrong' }, 401, 'wrong')
    await tab.shot('02-wrong-password')
    await tab.refused('login', { ...user, organization: 'nowhere' }, 404, 'no such organisation')
    await tab.login(user)
    await tab.section('account')
    await tab.shot('03-account')

    await tab.page.reload({ waitUntil: 'networkidle0' })
    await tab.section('account')
    const renewed = times =>
      tab.page.waitForFunction(
        times => document.querySelector('#calls').textContent.split('renew → 200').length > times, {}, times
      )
    await tab.press('renew')
    await tab.says('The token is renewed.')
    // 55 minutes later the computer wakes up.
    await tab.page.evaluate(() => {
      window.ahead = 55 * 60_000
      document.dispatchEvent(new Event('visibilitychange'))
    })
    await renewed(2)

    await other.login(user)
    await other.section('account')
    await tab.press('changePassword')
    await tab.refused('password', { password: 'wrong', newPassword: NEW_PASSWORD }, 401, 'The current password is wrong.')
    await tab.refused('password', { password: user.password, newPassword: 'short' }, 400, '15 characters')
    await tab.shot('04-password-too-short')
    await tab.submit('password', { password: user.password, newPassword: NEW_PASSWORD })
    await tab.section('account')
    await tab.says('The password is changed.')
    await tab.shot('05-password-changed')
    other.expected.push(401)
    await other.press('renew')
    await other.says('Your session is over.')
    await other.shot('06-session-over')
    await other.close()

    await tab.page.setOfflineMode(true)
    tab.expected.push('Failed to load resource: net::ERR_INTERNET_DISCONNECTED')
    await tab.press('renew')
    await tab.says('cannot be reached')
    await tab.shot('07-no-network')
    await tab.page.setOfflineMode(false)

    await tab.press('logout')
    await tab.says('You are logged out.')
    require((await tab.page.evaluate(() => sessionStorage.length)) === 0, 'the token is still there after the logout')
    await tab.close()
  },

  async 'a second factor: set up, use, replace, remove'() {
    const user = { ...users.finished, password: NEW_PASSWORD }
    const tab = await Tab.open()
    await tab.login(user)
    await tab.section('account')
    // Six minutes after the login.
    tab.answerOnce('/auth/mfa/totp', 401, FIVE_MINUTES_LATER)
    tab.expected.push(401)
    await tab.press('enrol')
    await tab.section('again')
    await tab.shot('08-is-it-still-you')
    await tab.submit('again', { password: user.password })
    let app = await scan(tab)
    await tab.refused('enrolment', { code: app.wrong() }, 401, 'wrong')
    await tab.shot('09-enrolment')
    await tab.submit('enrolment', { code: await app.code() })
    let codes = await recoveryCodes(tab)
    require(new Set(codes).size === 10, `there are not ten recovery codes, but ${codes.length}`)
    await tab.shot('10-recovery-codes')
    await tab.press('copy')
    await tab.says('The codes are copied.')
    await tab.press('saved')
    await tab.section('account')
    require((await tab.page.content()).includes(codes[0]) === false, 'a recovery code is still in the page')
    await tab.shot('11-account-with-factor')

    await tab.press('logoutEverywhere')
    await tab.says('everywhere')
    await tab.login(user)
    await tab.refused('factor', { code: app.wrong() }, 401, 'wrong')
    await tab.shot('12-second-factor')
    await tab.submit('factor', { code: await app.code() })
    await tab.section('account')

    await tab.press('logout')
    await tab.login(user)
    await tab.section('factor')
    await tab.press('otherProof')
    await tab.shot('13-recovery-code')
    await tab.submit('factor', { recoveryCode: codes[0].toLowerCase() })
    await tab.section('account')

    await tab.press('newRecoveryCodes')
    await tab.section('factor')
    await tab.shot('14-show-it-again')
    await tab.submit('factor', { code: await app.code() })
    const newCodes = await recoveryCodes(tab)
    require(newCodes.length === 10 && !newCodes.includes(codes[1]), 'the recovery codes are not new')
    await tab.press('saved')

    await tab.section('account')
    await tab.press('enrol')
    app = await scan(tab)
    await tab.submit('enrolment', { code: await app.code() })
    codes = await recoveryCodes(tab)
    await tab.press('saved')
    await tab.section('account')

    tab.answerOnce('/auth/mfa/totp/remove', 401, FIVE_MINUTES_LATER)
    tab.expected.push(401)
    await tab.press('removeFactor')
    const remove = async code => {
      await tab.asksFor('remove')
      await tab.press('otherProof')
      await tab.submit('factor', { recoveryCode: code })
    }
    await remove(codes[1])
    await tab.submit('again', { password: user.password })
    await tab.asksFor('Your password is right.')
    await tab.submit('factor', { code: await app.code() })
    await remove(codes[1])
    await tab.section('account')
    await tab.says('The second factor is removed.')
    await tab.press('logout')
    await tab.says('You are logged out.')
    await tab.close()
  },

  async 'users who owe something'() {
    const tab = await Tab.open({ width: 390, height: 800 })
    await tab.login(users.secondFactor)
    const app = await scan(tab)
    await tab.shot('15-phone-enrolment')
    await tab.submit('enrolment', { code: await app.code() })
    await tab.section('recovery')
    await tab.shot('16-phone-recovery-codes')
    await tab.press('saved')
    await tab.section('account')
    require(await tab.page.$eval('button[data-do=removeFactor]', button => button.hidden), 'a required factor can be removed')
    await tab.shot('17-phone-account')
    await tab.press('logout')
    await tab.says('You are logged out.')

    for (const [role, shot] of [['newPassword', '18-phone-new-password'], ['invited', '19-phone-invited']]) {
      const user = users[role]
      await tab.login(user)
      await tab.section('password')
      await tab.shot(shot)
      await tab.submit('password', { password: user.password, newPassword: NEW_PASSWORD })
      await tab.section('account')
      require((await tab.text('#user')).includes('Statusactive'), `the user ${role} is not active afterwards`)
      await tab.press('logout')
      await tab.says('You are logged out.')
    }
    await tab.refused('login', users.disabled, 401, 'cannot log in')
    await tab.close()
  },

  async 'a one-time code'() {
    if (!oneTimeCode) return console.log('  there is no command that makes one')
    const { organization, username } = users.coded
    const tab = await Tab.open({ dark: true })
    await tab.page.click('a[href="#code"]')
    await tab.refused('code', { organization, code: oneTimeCode, newPassword: 'short' }, 400, '15 characters')
    await tab.refused('code', { organization, code: 'AAAA-BBBB', newPassword: NEW_PASSWORD }, 401, 'wrong, used or expired')
    await tab.shot('20-dark-one-time-code')
    await tab.submit('code', { organization, code: oneTimeCode, newPassword: NEW_PASSWORD })
    await tab.section('account')
    await tab.shot('21-dark-account')
    await tab.press('logout')
    await tab.says('You are logged out.')
    await tab.login({ organization, username, password: NEW_PASSWORD })
    await tab.section('account')
    await tab.close()
  },

  async 'too many attempts, and an overload'() {
    const tab = await Tab.open()
    const wrong = { ...users.guessed, password: 'wrong' }
    for (let attempt = 1; attempt <= 5; attempt++) await tab.refused('login', wrong, 401, 'wrong')
    await tab.refused('login', wrong, 429, 'Too many attempts.')
    await tab.page.waitForFunction(() => /Try again in \d+ s/.test(document.querySelector('#login button').textContent))
    await tab.shot('22-too-many-attempts')
    await tab.go('#code') // A reload, too: the count is of the service, not of the page.
    await tab.close()

    const busy = await Tab.open()
    busy.answerOnce('/auth/login', 503, { 'Retry-After': '2' })
    await busy.refused('login', users.secondFactor, 503, 'The service is busy.')
    await busy.page.waitForFunction(() => document.querySelector('#login button').textContent === 'Log in')
    busy.answerOnce('/me', 503, { 'Retry-After': '1' })
    busy.expected.push(503)
    await busy.login({ ...users.newPassword, password: NEW_PASSWORD })
    await busy.section('stalled')
    await busy.shot('23-next-step-failed')
    await busy.press('resume')
    await busy.section('account')
    await busy.close()
  }
}

try {
  for (const [name, step] of Object.entries(steps)) {
    console.log(`== ${name}`)
    await step()
  }
} catch (failure) {
  faults.push(failure.stack)
  for (const [number, page] of (await browser.pages()).entries()) {
    await page.screenshot({ path: join(shots, `failed-${number}.png`), fullPage: true }).catch(() => {})
  }
} finally {
  await browser.close()
}
for (const fault of faults) console.error(`FAULT ${fault}`)
process.exitCode = faults.length ? 1 : 0
