"""Tokens of Latchkey, and tokens that it must never make, signed with its key all the same."""
import base64, json, subprocess

COORDINATE = 32  # bytes of each half of an ES256 signature (RFC 7518, section 3.4)


def claims(token):
    return json.loads(decoded(token.split(".")[1]))


def changed(token, key, **claims_of_fault):
    """The same token with other claims, signed again."""
    head, payload, _ = token.split(".")
    payload = encoded(json.dumps(json.loads(decoded(payload)) | claims_of_fault).encode())
    signed = f"{head}.{payload}"
    command = ["openssl", "dgst", "-sha256", "-sign", str(key)]
    signature = subprocess.run(command, input=signed.encode(), check=True, capture_output=True).stdout
    return f"{signed}.{encoded(raw(signature))}"


def raw(der):
    """openssl writes a SEQUENCE of two INTEGERs; a JWS has both numbers one after the other."""
    first = 4 + der[3]
    numbers = der[4:first], der[first + 2 :]
    return b"".join(int.from_bytes(number, "big").to_bytes(COORDINATE, "big") for number in numbers)


def encoded(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decoded(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
