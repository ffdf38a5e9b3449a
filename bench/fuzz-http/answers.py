"""What comes back on a connection, and the rules that each answer is held to."""
import json, re
from dataclasses import dataclass

MEMBERS = ["status", "error", "message", "path", "timestamp"]
HEAD = re.compile(rb"HTTP/1\.[01] ([0-9]{3}) [ -~]*")
REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,128}")
TIMESTAMP = re.compile(r"[0-9-]{10}T[0-9:]{8}Z")
PUBLIC = "public, max-age=300"
STATUSES = {200, 204, 304, 400, 401, 404, 405, 406, 409, 413, 414, 415, 429, 431, 503}
# RFC 6750 and RFC 9470. The realm is the domain of the path, where the path has the form of one.
DOMAIN = r"[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?"
ERROR = r'error="invalid_token"|error="insufficient_user_authentication", max_age=300'
CHALLENGE = re.compile(rf'Bearer(?: realm="{DOMAIN}"(?:, (?:{ERROR}))?| (?:{ERROR}))?')


@dataclass
class Answer:
    status: int
    headers: dict
    body: bytes | None  # None where it may have none


class NotHttpError(ValueError):
    pass


def split(data, bodiless):
    """The whole answers at the beginning, and the bytes behind them."""
    answers = []
    while True:
        head, end, rest = data.partition(b"\r\n\r\n")
        if not end:
            return answers, data
        lines = head.split(b"\r\n")
        line = HEAD.fullmatch(lines[0])
        if not line:
            raise NotHttpError(f"no status line: {lines[0][:80]!r}")
        status = int(line[1])
        headers = dict(field(header.decode("latin-1")) for header in lines[1:])
        if 100 <= status < 200:
            data = rest
            continue
        length = 0 if status in (204, 304) else int(headers.get("content-length", -1))
        if length < 0 and not bodiless:
            raise NotHttpError(f"an answer without Content-Length: {head[:400]!r}")
        if bodiless and (not rest or rest.startswith(b"HTTP/1.")):
            answers.append(Answer(status, headers, None))
            data = rest
            continue
        if len(rest) < length:
            return answers, data
        answers.append(Answer(status, headers, rest[:length] if status not in (204, 304) else None))
        data = rest[length:]


def field(header):
    name, _, value = header.partition(": ")
    return name.lower(), value


def problems(answer):
    """What is wrong with one answer."""
    headers, status = answer.headers, answer.status
    if status not in STATUSES:
        yield f"the status is {status}"
    if (status == 401) != ("www-authenticate" in headers):
        yield f"{status} with WWW-Authenticate {headers.get('www-authenticate')}"
    elif status == 401 and not CHALLENGE.fullmatch(headers["www-authenticate"]):
        yield f"another challenge: {headers['www-authenticate'][:400]}"
    if status in (429, 503) and not re.fullmatch("[0-9]+", headers.get("retry-after", "")):
        yield f"{status} without Retry-After"
    if headers.get("x-content-type-options") != "nosniff":
        yield f"{status} without X-Content-Type-Options"
    if not REQUEST_ID.fullmatch(headers.get("x-request-id", "")):
        yield f"{status} without X-Request-Id"
    if headers.get("cache-control") not in (["no-store"] if status >= 400 else ["no-store", PUBLIC]):
        yield f"{status} with Cache-Control {headers.get('cache-control')}"
    if status >= 400:
        yield from envelope_problems(answer)
    elif answer.body and not is_json(answer.body):
        yield f"{status} with a body that is no JSON"


def envelope_problems(answer):
    if answer.headers.get("content-type") != "application/json":
        yield f"{answer.status} with Content-Type {answer.headers.get('content-type')}"
    if answer.body is None:
        return
    try:
        envelope = json.loads(answer.body.decode("ascii"))
        as_it_should = list(envelope) == MEMBERS and envelope["status"] == answer.status
        texts = all(isinstance(envelope[name], str) and envelope[name] for name in MEMBERS[1:])
        if not (as_it_should and texts and TIMESTAMP.fullmatch(envelope["timestamp"]) and envelope["path"].startswith("/")):
            yield f"{answer.status} with another body than the envelope: {answer.body[:200]!r}"
    except (ValueError, KeyError, TypeError, AttributeError):
        yield f"{answer.status} with a body that is no envelope: {answer.body[:200]!r}"


def is_json(body):
    try:
        return json.loads(body) is not None
    except ValueError:
        return False


def connection_problems(batch, answers, rest, closed):
    """What is wrong with the whole of a connection. `closed`: "by the service", "by a reset", or None where we gave up."""
    for answer in answers:
        yield from problems(answer)
    if rest and closed and not batch.bodiless:
        yield f"the connection ends within an answer: {rest[:80]!r}"
    if batch.answers is None:
        if len(answers) > batch.requests * 60:
            yield f"{len(answers)} answers to {batch.requests} requests"
        return
    if len(answers) > batch.answers:
        yield f"{len(answers)} answers to {batch.answers} requests"
    said = bool(answers) and answers[-1].headers.get("connection", "").lower() == "close"
    if len(answers) < batch.answers and not said:
        yield f"{len(answers)} answers to {batch.answers} requests, closed {closed or 'not at all'}"


def challenged(answer, challenge):
    return answer.replace(b"Retry-After", b"WWW-Authenticate: %b\r\nRetry-After" % challenge)


def planted():
    """Answers with one fault each, to see that each is caught. The first ones have none."""
    body = b'{"status":503,"error":"Service Unavailable","message":"m","path":"/","timestamp":"2026-01-31T12:00:00Z"}'
    good = (
        b"HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/json\r\nCache-Control: no-store\r\nRetry-After: 1\r\n"
        b"X-Content-Type-Options: nosniff\r\nX-Request-Id: a\r\nContent-Length: %d\r\n\r\n%b"
    )
    whole = good % (len(body), body)
    yield "no fault", whole
    for challenge in (
        b"Bearer", b'Bearer realm="acme"', b'Bearer error="invalid_token"', b'Bearer realm="a.b-c", error="invalid_token"',
        b'Bearer realm="acme", error="insufficient_user_authentication", max_age=300',
    ):
        yield "no fault", challenged(whole.replace(b"503", b"401"), challenge)
    yield "500", whole.replace(b"503", b"500")
    yield "418", whole.replace(b"503", b"418")
    yield "401 without a challenge", whole.replace(b"503", b"401")
    yield "503 with a challenge", challenged(whole, b"Bearer")
    for challenge in (
        b"Basic", b'Bearer realm="a"b"', b'Bearer realm="a", error="invalid_grant"', b'Bearer realm="a" error="invalid_token"',
        b'Bearer realm="a", error="insufficient_user_authentication"', b'Bearer realm="A"', b'Bearer realm=""', b"Bearer ",
    ):
        yield f"401 with {challenge.decode()}", challenged(whole.replace(b"503", b"401"), challenge)
    for name in (b"Retry-After: 1\r\n", b"X-Content-Type-Options: nosniff\r\n", b"X-Request-Id: a\r\n", b"Cache-Control: no-store\r\n"):
        yield f"without {name.decode().strip()}", whole.replace(name, b"")
    yield "HTML", whole.replace(b"application/json", b"text/html")
    for name, odd in {
        "a sixth member": body.replace(b"}", b',"more":1}'),
        "another order": body.replace(b'"status":503,', b"").replace(b"}", b',"status":503}'),
        "another status": body.replace(b"503", b"400"),
        "no JSON": b"x",
        "an empty body": b"",
    }.items():
        yield name, good % (len(odd), odd)
    yield "a torn answer", whole[:-5]
    yield "two answers", whole * 2
    yield "no answer", b""
