// The calls of Latchkey, as docs/api.md describes them. This file knows nothing of the page: take it as it is.

/** The service answered with an error. */
export class Refusal extends Error {
  /**
   * @param {number} status of HTTP
   * @param {string} message of the error's body, for people
   * @param {?string} reason `error` in WWW-Authenticate: null where a secret was wrong and the session goes on
   * @param {number} retryAfter in seconds; 0 where the answer does not say
   * @param {?string} requestId which the log of the service has, too
   */
  constructor(status, message, reason, retryAfter, requestId) {
    super(message)
    Object.assign(this, { status, reason, retryAfter, requestId })
  }

  /** The token is expired, or its session has ended: log in again. */
  get isEndOfSession() {
    return this.status === 401 && this.reason === 'invalid_token'
  }

  /** The token is good, but this call wants a login of the last five minutes (RFC 9470). */
  get asksForFreshLogin() {
    return this.status === 401 && this.reason === 'insufficient_user_authentication'
  }

  /** Too many attempts, or an overload: the same call may succeed later. */
  get isForNow() {
    return this.status === 429 || this.status === 503
  }
}

/** No answer that the page may read: no network, no service, or an origin that CORS does not allow. */
export class NetworkFailure extends Error {}

export class Latchkey {
  static #TIMEOUT = 30_000
  #address
  #told

  /**
   * @param {string} address of the service, such as https://login.example.com
   * @param {string} organization its domain
   * @param {(call: string, status: number|string) => void} told of each call, without what it holds
   */
  constructor(address, organization, told = () => {}) {
    this.#address = `${address}/v1/${encodeURIComponent(organization)}`
    this.#told = told
  }

  login = (username, password) => this.#post('/auth/login', null, { username, password })
  renew = token => this.#post('/auth/token/renew', token)
  me = token => this.#call('GET', '/me', token)
  logout = token => this.#post('/auth/logout', token)
  logoutEverywhere = token => this.#post('/auth/logout', token, { everywhere: true })

  changePassword = (token, password, newPassword) => this.#post('/auth/password', token, { password, newPassword })
  useOneTimeCode = (code, newPassword) => this.#post('/auth/password/reset', null, { code, newPassword })

  // `proof` is either {code} or {recoveryCode}
  showFactor = (token, proof) => this.#post('/auth/mfa', token, proof)
  enrol = token => this.#post('/auth/mfa/totp', token)
  confirm = (token, code) => this.#post('/auth/mfa/totp/confirm', token, { code })
  removeFactor = (token, proof) => this.#post('/auth/mfa/totp/remove', token, proof)
  newRecoveryCodes = (token, proof) => this.#post('/auth/mfa/recovery-codes', token, proof)

  #post = (path, token, body) => this.#call('POST', path, token, body)

  async #call(method, path, token, body) {
    const headers = { Accept: 'application/json' }
    if (token) headers.Authorization = `Bearer ${token}`
    if (body) headers['Content-Type'] = 'application/json'
    const request = { method, headers, body: body && JSON.stringify(body), credentials: 'omit', cache: 'no-store' }
    let answer, text
    try {
      answer = await fetch(this.#address + path, { ...request, signal: AbortSignal.timeout(Latchkey.#TIMEOUT) })
      text = await answer.text()
    } catch {
      this.#told(`${method} …${path}`, 'no answer')
      throw new NetworkFailure('The service cannot be reached.')
    }
    this.#told(`${method} …${path}`, answer.status)
    if (!answer.ok) throw refusal(answer, text)
    return text ? JSON.parse(text) : null
  }
}

function refusal(answer, text) {
  const reason = /\berror="([^"]*)"/.exec(answer.headers.get('WWW-Authenticate') ?? '')?.[1] ?? null
  const retryAfter = Number(answer.headers.get('Retry-After')) || 0
  return new Refusal(answer.status, messageIn(text), reason, retryAfter, answer.headers.get('X-Request-Id'))
}

/** Something between the page and the service may answer, too, in another form. */
function messageIn(text) {
  try {
    return String(JSON.parse(text).message)
  } catch {
    return 'The answer is not one of the service.'
  }
}
