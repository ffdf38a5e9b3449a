// The token of one browser tab: where it is kept, what the user still owes, and when it is renewed.

const KEY = 'latchkey-session'
/** How often the clock is looked at. A timer alone would not do: it stands still while the computer sleeps. */
const LOOK = 10_000
/** The part of a token's life after which it is renewed. */
const PART = 0.9
/** In seconds: a token that is given for less is the last one of its session. */
const LAST = 60
/** In seconds, between two tries to renew while the service cannot be reached. */
const PAUSE = 15

export class Session {
  #kept = JSON.parse(sessionStorage.getItem(KEY))
  #renewing = null

  get isOpen() {
    return this.#kept !== null
  }

  get organization() {
    return this.#kept.organization
  }

  get token() {
    return this.#kept.token
  }

  get user() {
    return this.#kept.user
  }

  get expiresAt() {
    return new Date(this.#kept.expiresAt)
  }

  /** Null where the session ends with this token. */
  get renewsAt() {
    return this.#kept.renewAt === null ? null : new Date(this.#kept.renewAt)
  }

  /**
   * Keeps the answer to a login, or to a step of it.
   *
   * @param {boolean} factorShown whether the second factor was shown in this session
   */
  begin(organization, { token, expires_in, user }, factorShown) {
    this.#keep({ organization, user, factorShown, ...lifeOf(token, expires_in) })
  }

  /** The answer to a further step of the same login, or to a change of the password. */
  goOn(answer, factorShown = this.#kept.factorShown) {
    this.begin(this.organization, answer, factorShown)
  }

  show(user) {
    this.#keep({ ...this.#kept, user })
  }

  end() {
    this.#kept = null
    sessionStorage.removeItem(KEY)
  }

  /** What the user owes, in the order of docs/api.md; null where the login is finished. */
  get owes() {
    const { user, factorShown } = this.#kept
    if (user.mfaConfigured && !factorShown) return 'factor'
    if (user.mfaRequired && !user.mfaConfigured) return 'enrolment'
    return user.changePassword ? 'password' : null
  }

  /** One renewal at a time: a second caller waits for the first one's. */
  renew(client) {
    this.#renewing ??= this.#renew(client).finally(() => (this.#renewing = null))
    return this.#renewing
  }

  async #renew(client) {
    const before = this.#kept
    const { token, expires_in } = await client.renew(before.token)
    // Meanwhile the user may have logged out, or changed the password and got a newer token.
    if (this.#kept?.token === before.token) this.#keep({ ...this.#kept, ...lifeOf(token, expires_in) })
  }

  /**
   * Renews the token before it expires, as long as the page is open: also when the computer wakes up, when the tab is
   * looked at again, and when the network is back.
   *
   * @param {() => Latchkey} client of the session that is open
   * @param {() => void} renewed is told of each renewal
   * @param {() => void} over is told when the session is over
   */
  keepAlive(client, renewed, over) {
    const look = () => this.#look(client, renewed, over)
    setInterval(look, LOOK)
    document.addEventListener('visibilitychange', () => document.hidden || look())
    window.addEventListener('online', look)
  }

  async #look(client, renewed, over) {
    if (!this.isOpen) return
    if (Date.now() >= this.#kept.expiresAt) return over()
    // A limited token is not renewed: the user finishes the login before it expires.
    if (this.owes || this.#renewing || this.#kept.renewAt === null || Date.now() < this.#kept.renewAt) return
    try {
      await this.renew(client())
      if (this.isOpen) renewed()
    } catch (failure) {
      if (failure.isEndOfSession) over()
      else this.#postpone(failure.retryAfter || PAUSE)
    }
  }

  #postpone(seconds) {
    if (this.isOpen) this.#keep({ ...this.#kept, renewAt: Date.now() + seconds * 1000 })
  }

  #keep(session) {
    this.#kept = session
    sessionStorage.setItem(KEY, JSON.stringify(session))
  }
}

function lifeOf(token, seconds) {
  const now = Date.now()
  const renewAt = seconds < LAST ? null : now + seconds * 1000 * PART
  return { token, expiresAt: now + seconds * 1000, renewAt }
}
