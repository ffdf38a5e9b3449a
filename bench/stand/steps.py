"""The calls of a login that takes more than a password, and the codes that they need."""
import base64, hashlib, hmac, http.client, json, struct, time

STEP = 30  # seconds (RFC 6238)


def call(port, path, body=None, token=None, method="POST", patience=20):
    """The status and the JSON of the answer; None where it has no body."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=patience)
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    try:
        connection.request(method, path, None if body is None else json.dumps(body), headers)
        answer = connection.getresponse()
        data = answer.read()
        return answer.status, json.loads(data) if data else None
    finally:
        connection.close()


def required(port, path, body=None, token=None):
    """The JSON of an answer with 200."""
    status, answer = call(port, path, body, token)
    if status != 200:
        raise RuntimeError(f"{path} is answered with {status}")
    return answer


def token(port, domain, username, password):
    """From a login."""
    return required(port, f"/v1/{domain}/auth/login", {"username": username, "password": password})["token"]


def enrol(port, domain, token):
    """Confirms a second factor with the code of the step before, so that this step's is still good. Its secret."""
    secret = required(port, f"/v1/{domain}/auth/mfa/totp", token=token)["secret"]
    body = required(port, f"/v1/{domain}/auth/mfa/totp/confirm", {"code": code(secret, -1)}, token)
    return secret, body["recoveryCodes"]


def code(secret, later=0):
    """Of now, or of so many steps later."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    step = int(time.time()) // STEP + later
    digest = hmac.digest(key, struct.pack(">Q", step), hashlib.sha1)
    number = struct.unpack_from(">I", digest, digest[-1] & 15)[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"
