// What the page shows, and what its buttons do. All text gets into the page by textContent: none of it is read as HTML.
import { Latchkey, NetworkFailure, Refusal } from './client.js'
import { draw } from './qr.js'
import { Session } from './session.js'

const SERVICE = document.querySelector('meta[name=latchkey]').content
/** How many calls the list below the page shows. */
const CALLS = 30

const session = new Session()
const $ = id => document.getElementById(id)

/** What the code of a second factor is asked for at the moment. */
let question
/** What goes on after a fresh login; null otherwise. */
let interrupted = null

const clientOf = organization => new Latchkey(SERVICE, organization, tell)
const client = () => clientOf(session.organization)

// ── Steps ──────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Shows the next step of the login, or the user where nothing is owed any more. */
function next() {
  if (!session.isOpen) return show(location.hash === '#code' ? 'code' : 'login')
  switch (session.owes) {
    case 'factor':
      return askForFactor({
        text: 'Your password is right. Now show your second factor.',
        answer: async proof => {
          session.goOn(await client().showFactor(session.token, proof), true)
          await resume()
        }
      })
    case 'enrolment':
      return enrol()
    case 'password':
      return askForPassword('Before you go on, choose a password that only you know.')
    default:
      return finished()
  }
}

/** The login is finished. */
async function finished() {
  const go = interrupted
  interrupted = null
  if (go) return go()
  session.show(await client().me(session.token))
  if (session.owes) return next() // an operator asked for something in the meantime
  showAccount()
}

/** The same for a session that is kept: where the next step fails, the user may try it again without a new login. */
async function resume() {
  try {
    await next()
  } catch (failure) {
    if (!failure.isEndOfSession) show('stalled')
    throw failure
  }
}

on('login', async ({ organization, username, password }) => {
  session.begin(organization, await clientOf(organization).login(username, password), false)
  await resume()
})

on('code', async ({ organization, code, newPassword }) => {
  session.begin(organization, await clientOf(organization).useOneTimeCode(code, newPassword), false)
  history.replaceState(null, '', location.pathname)
  await resume()
})

/** Asks for the password again where the service wants a fresh login, and then goes on. */
async function fresh(action) {
  try {
    await action()
  } catch (failure) {
    if (!failure.asksForFreshLogin) throw failure
    interrupted = () => fresh(action)
    show('again')
  }
}

on('again', async ({ password }) => {
  const old = session.token
  session.begin(session.organization, await client().login(session.user.username, password), false)
  await client().logout(old).catch(() => {}) // It would end by itself, too.
  await resume()
})

// ── Second factor ──────────────────────────────────────────────────────────────────────────────────────────────────────

async function enrol() {
  const { secret, uri } = await client().enrol(session.token)
  draw(uri, $('qr'))
  $('secret').textContent = secret.match(/.{1,4}/g).join(' ')
  if (uri.startsWith('otpauth://')) $('uri').href = uri
  show('enrolment')
}

on('enrolment', async ({ code }) => {
  const answer = await client().confirm(session.token, digits(code))
  session.goOn(answer, true)
  showRecoveryCodes(answer.recoveryCodes)
})

function showRecoveryCodes(codes) {
  $('codes').replaceChildren(...codes.map(code => element('li', code)))
  show('recovery')
}

/** Leaves nothing of them in the page. */
function forgetSecrets() {
  $('codes').replaceChildren()
  $('secret').textContent = ''
  $('uri').removeAttribute('href')
  $('qr').width = 0
}

/** @param {{text: string, answer: (proof: object) => Promise}} asked */
function askForFactor(asked) {
  question = asked
  $('purpose').textContent = asked.text
  useRecoveryCode(false)
  show('factor')
}

on('factor', ({ code, recoveryCode }) =>
  question.answer($('with-code').hidden ? { recoveryCode } : { code: digits(code) })
)

function useRecoveryCode(it) {
  for (const [id, hidden] of [['with-code', it], ['with-recovery-code', !it]]) {
    $(id).hidden = hidden
    $(id).querySelector('input').required = !hidden
    $(id).querySelector('input').value = ''
  }
  button('otherProof').textContent = it ? 'Use a code of the app' : 'Use a recovery code'
}

/** People type the blank that their app shows. */
const digits = code => code.replace(/\s/g, '')

// ── Password ───────────────────────────────────────────────────────────────────────────────────────────────────────────

function askForPassword(why) {
  $('why').textContent = why
  show('password')
}

on('password', async ({ password, newPassword }) => {
  session.goOn(await client().changePassword(session.token, password, newPassword))
  await resume()
  say('The password is changed. All your other sessions have ended.')
})

// ── The user ───────────────────────────────────────────────────────────────────────────────────────────────────────────

function showAccount() {
  const { user, organization } = session
  const facts = {
    Organisation: organization,
    Username: user.username,
    'E-mail': user.email,
    Status: user.status,
    Favourites: user.favorite.join(', ') || '–'
  }
  $('greeting').textContent = `${user.firstName} ${user.lastName}`.trim()
  $('user').replaceChildren(
    ...Object.entries(facts).flatMap(([name, value]) => [element('dt', name), element('dd', value)])
  )
  $('factor-state').textContent = user.mfaConfigured
    ? 'You have a second factor. ' + (user.mfaRequired ? 'Your organisation requires it.' : '')
    : 'You have no second factor.'
  button('enrol').textContent = user.mfaConfigured ? 'Replace' : 'Set up'
  button('newRecoveryCodes').hidden = !user.mfaConfigured
  button('removeFactor').hidden = !user.mfaConfigured || user.mfaRequired
  showLife()
  show('account')
}

function showLife() {
  const time = moment => moment.toLocaleTimeString([], { timeStyle: 'short' })
  $('life').textContent = session.renewsAt
    ? `The token is valid until ${time(session.expiresAt)}. The page renews it at ${time(session.renewsAt)}.`
    : `The session ends at ${time(session.expiresAt)}. Then log in again.`
}

const actions = {
  cancel: () => {
    interrupted = null
    return session.owes ? logout() : resume()
  },
  saved: resume,
  resume,
  copy: async () => {
    await navigator.clipboard.writeText([...$('codes').children].map(code => code.textContent).join('\n'))
    say('The codes are copied.')
  },
  otherProof: () => {
    useRecoveryCode($('with-recovery-code').hidden)
    focusFirst('factor')
  },
  renew: async () => {
    await session.renew(client())
    showLife()
    say('The token is renewed.')
  },
  logout,
  logoutEverywhere: async () => {
    await client().logoutEverywhere(session.token)
    end('You are logged out everywhere.')
  },
  changePassword: () => askForPassword('All your other sessions will end.'),
  enrol: () => fresh(enrol),
  newRecoveryCodes: () =>
    askForFactor({
      text: 'To get ten new recovery codes, show your second factor. The old ones will not work any more.',
      answer: proof =>
        freshWithFactor(actions.newRecoveryCodes, async () =>
          showRecoveryCodes((await client().newRecoveryCodes(session.token, proof)).recoveryCodes)
        )
    }),
  removeFactor: () =>
    askForFactor({
      text: 'To remove your second factor, show it once more.',
      answer: proof =>
        freshWithFactor(actions.removeFactor, async () => {
          await client().removeFactor(session.token, proof)
          await resume()
          say('The second factor is removed.')
        })
    })
}

/** As fresh, but asks for another code afterwards: the code of before is used by then. */
async function freshWithFactor(ask, action) {
  try {
    await action()
  } catch (failure) {
    if (!failure.asksForFreshLogin) throw failure
    interrupted = ask
    show('again')
  }
}

async function logout() {
  await client().logout(session.token)
  end('You are logged out.')
}

/** Of the session, for this page. */
function end(message, bad = false) {
  session.end()
  interrupted = null
  next()
  say(message, bad)
}

const over = () => end('Your session is over. Log in again.', true)

// ── Failures ───────────────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * Says what failed. A 401 without `error` means that a secret was wrong, and the session goes on. With
 * `error="invalid_token"` the session is over.
 */
function fail(failure, form, pressed) {
  if (failure.isEndOfSession) return over()
  if (failure.isForNow) {
    const seconds = Math.max(failure.retryAfter, 1)
    say(`${failure.status === 429 ? 'Too many attempts.' : 'The service is busy.'} Wait ${seconds} s.`, true)
    return wait(pressed, seconds)
  }
  say(textOf(failure, form), true)
  const secrets = form ? [...form.querySelectorAll('label:not([hidden]) :is(input[type=password], input.code)')] : []
  // What is not allowed is the new password; what is wrong is the secret before it.
  secrets.at(failure.status === 400 ? -1 : 0)?.select()
}

function textOf(failure, form) {
  if (failure instanceof NetworkFailure) return failure.message + ' Try again.'
  if (!(failure instanceof Refusal)) throw failure // a mistake of this page: the console shows it
  switch (failure.status) {
    case 400:
    case 409:
      return failure.message.replace(/^\w+: /, '') // says what is wrong; before it, the member of the body
    case 401:
      return form?.dataset.refused ?? failure.message
    case 404:
      return 'There is no such organisation.'
    default:
      return `The service failed (${failure.status}). The number of the request is ${failure.requestId}.`
  }
}

/** Lets nobody press the button until the time is over. The button counts the seconds; it is not read aloud each time. */
function wait(pressed, seconds) {
  const text = pressed.textContent
  const end = Date.now() + seconds * 1000
  pressed.disabled = true
  const count = () => {
    const left = Math.ceil((end - Date.now()) / 1000)
    if (left > 0) {
      pressed.textContent = `Try again in ${left} s`
      return setTimeout(count, 250)
    }
    pressed.textContent = text
    pressed.disabled = false
  }
  count()
}

// ── The page ───────────────────────────────────────────────────────────────────────────────────────────────────────────

/** What a form does with its values. They are gone from the page when it succeeds. */
function on(section, submit) {
  const form = $(section).querySelector('form')
  form.addEventListener('submit', event => {
    event.preventDefault()
    const values = Object.fromEntries(new FormData(form))
    perform(() => submit(values), event.submitter ?? form.querySelector('button'), form)
  })
}

async function perform(action, pressed, form) {
  pressed.disabled = true
  say('')
  try {
    await action()
    form?.reset()
    pressed.disabled = false
  } catch (failure) {
    pressed.disabled = false
    fail(failure, form, pressed)
  }
}

function show(id) {
  say('')
  if (id !== 'enrolment' && id !== 'recovery') forgetSecrets()
  for (const section of document.querySelectorAll('section')) section.hidden = section.id !== id
  const name = $(id).querySelector('input[name=username][hidden]')
  if (name) name.value = session.user.username // for the password manager
  document.title = `${$(id).querySelector('h1').textContent} – Latchkey sample`
  focusFirst(id)
}

/** The heading, where there is nothing to type: so that a screen reader begins there. */
function focusFirst(id) {
  const inputs = [...$(id).querySelectorAll('label:not([hidden]) input')]
  ;(inputs.find(input => !input.value) ?? $(id).querySelector('h1')).focus()
}

function say(message, bad = false) {
  $('message').textContent = message
  $('message').classList.toggle('bad', bad)
}

/** Only what was called: no token, no password. */
function tell(call, status) {
  $('calls').append(element('li', `${call} → ${status}`))
  if ($('calls').children.length > CALLS) $('calls').firstChild.remove()
}

const button = name => document.querySelector(`button[data-do=${name}]`)

function element(name, text) {
  const made = document.createElement(name)
  made.textContent = text
  return made
}

for (const pressed of document.querySelectorAll('button[data-do]')) {
  pressed.addEventListener('click', () => perform(actions[pressed.dataset.do], pressed))
}
window.addEventListener('hashchange', () => session.isOpen || next())
session.keepAlive(client, showLife, over)
perform(resume, button('resume'))
