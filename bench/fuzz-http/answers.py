"""What comes back on a connection, and the rules that each answer is held to."""
import json, re
from dataclasses import dataclass

MEMBERS = ["status", "error", "message", "path", "timestamp"]
HEAD = re.compile(rb"HTTP/1\.[01] ([0-9]{3}) [ -~]*")
REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,128}")
TIMESTAMP = re.compile(r"[0-9-]{10}T[0-9:]{8}Z")
PUBLIC = "public, max-age=300"


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
        headers = dict(header.decode("latin-1").lower().partition(": ")[::2] for header in lines[1:])
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


def problems(answer):
    """What is wrong with one answer."""
    headers, status = answer.headers, answer.status
    if status >= 500 and status != 503:
        yield f"the status is {status}"
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
    said = bool(answers) and answers[-1].headers.get("connection") == "close"
    if len(answers) < batch.answers and not said:
        yield f"{len(answers)} answers to {batch.answers} requests, closed {closed or 'not at all'}"


def planted():
    """Answers with one fault each, to see that each is caught. The first has none."""
    body = b'{"status":503,"error":"Service Unavailable","message":"m","path":"/","timestamp":"2026-01-31T12:00:00Z"}'
    good = (
        b"HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/json\r\nCache-Control: no-store\r\nRetry-After: 1\r\n"
        b"X-Content-Type-Options: nosniff\r\nX-Request-Id: a\r\nContent-Length: %d\r\n\r\n%b"
    )
    whole = good % (len(body), body)
    yield "no fault", whole
    yield "500", whole.replace(b"503", b"500")
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
