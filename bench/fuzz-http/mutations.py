"""Odd requests, made of the calls. Each batch depends on its seed, its number and the calls alone."""
import random
from dataclasses import dataclass

BODIES = [
    b"", b" ", b"{", b"}", b"null", b"[]", b"0", b'""', b"{}", b"\xef\xbb\xbf{}", b"\xff\xfe", b"{" * 4000, b"[" * 8000,
    b'{"username":"user-1","password":"warm"} x', b'{"username":"user-1","username":"user-1","password":"warm"}',
    b'{"username":null,"password":1}', b'{"username":{"a":[1]},"password":true}', b'{"username":"\\ud800","password":"a"}',
    b'{"username":"\\u0000","password":"a"}', b'{"username":"user-1","password":"\\u0000"}',
    b'{"username":"user-1","password":"' + b"x" * 200 + b'"}', b'{"username":"' + b"x" * 300 + b'","password":"a"}',
    b'{"username":"user-1","password":"a","more":1e999999999}', b'{"username":"user-1","password":"a","more":' + b"9" * 4000 + b"}",
    b'{"username":"user-1","password":"a","more":' + b"[" * 1500 + b"]" * 1500 + b"}",
    b'{"username":"\xc3\x28","password":"a"}', b'{"username":"\xf0\x9f\x98\x80","password":"\xf0\x9f\x98\x80"}', b"x" * 9000,
    b'{"\\u0075sername":"user-1","password":"warm"}', b"'{}'", b'{"username":"user-1",/**/"password":"warm"}', b"NaN",
    b'{"everywhere":"true"}', b'{"everywhere":null}', b'{"everywhere":true,"everywhere":false}', b'{"code":"123456","recoveryCode":"AAAA"}',
    b'{"code":123456}', b'{"code":" 123456"}', b'{"code":"12345"}', b'{"code":"1234567"}', b'{"code":"' + b"1" * 1000 + b'"}',
    '{"code":"１２３４５６"}'.encode(), b'{"code":null}', b'{"code":""}', b'{"recoveryCode":""}', b'{"recoveryCode":"- - -"}',
    b'{"recoveryCode":"' + b"A-" * 3000 + b'"}', b'{"recoveryCode":"\\u0000"}', b'{"code":"\\ud800","newPassword":"\\ud800"}',
    b'{"password":"warm"}', b'{"newPassword":"a pass phrase of many words"}', b'{"password":"warm","newPassword":"' + b"x" * 73 + b'"}',
    b'{"password":"warm","newPassword":"password password"}', b'{"password":"warm","newPassword":"\\u0000 and fourteen more"}',
    b'{"password":"","newPassword":""}', b'{"code":"' + b"0" * 8000 + b'","newPassword":"a"}',
]
TARGETS = [
    "/", "//", "/v1", "/v1/", "/v1//auth/login", "/v1/%2e%2e/auth/login", "/v1/quick.example/auth/login/", "/%61uth/login",
    "/v1/quick.example/%61uth/login", "/v1/%71uick.example/auth/login", "/v1/QUICK.example/auth/login", "/v1/a%00b/auth/login",
    "/v1/%zz/auth/login", "/v1/%/auth/login", "/v1/%c3%28/auth/login", "/v1/\xe9\xff/auth/login", "/v1/quick.example/auth/login?a=%zz",
    "/v1/quick.example/auth/login;a=b", "/v1/../v1/quick.example/auth/login", "/v1/quick.example/auth/login#a", "*",
    "http://localhost/v1/quick.example/auth/login", "http://localhost", "localhost:80", "quick.example", "?", "/?" + "a" * 3000,
    "/v1/" + "a" * 5000 + "/auth/login", "/v1/" + "%41" * 1200 + "/auth/login", "/.well-known/jwks.json?x", "/.well-known//jwks.json",
    "/v1/quick.example/auth/token/renew/", "/v1/quick.example/auth/token", "/v1/quick.example/auth/logout?everywhere=true", "/v1/quick.example/me/",
    "/v1/QUICK.example/me", "/v1/a\"b/me", "/v1/a%22,error=x/auth/logout", "/v1/quick.example/auth/mfa/", "/v1/quick.example/auth/mfa/totp/none",
    "/v1/quick.example/auth/password/reset/", "/v1/%0d%0a/auth/mfa", "/.well-known/jwks.json/", "/q/metrics", "/v1/a:b@c/auth/login", "/v1/{orgDomain}/auth/login", "/v1/\"<>\\^`|/auth/login",
]
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "get", "Post", "PROPFIND", "M-SEARCH", "A" * 300, "!#$%&'*+-.^_`|~"]
NAMES = [
    "Accept", "Accept-Encoding", "Accept-Charset", "Authorization", "Content-Type", "Content-Encoding", "Content-Language", "Cookie",
    "Forwarded", "From", "If-Match", "If-Modified-Since", "If-None-Match", "Origin", "Range", "Referer", "User-Agent", "Via",
    "X-Forwarded-For", "X-Forwarded-Proto", "X-HTTP-Method-Override", "X-Request-Id", "traceparent", "Access-Control-Request-Method",
]
VALUES = [
    "", " ", "*", "*/*", "text/html", "application/json", "application/json;charset=utf-8", "application/json; charset=x", "application/*;q=0",
    "application/json;q=2", "a/b/c", "/", ";", ",", ",,,", "gzip", "identity", "gzip, chunked", '"', '"\\"', "Bearer", "Bearer x.y.z", "Basic !!",
    "null", "https://example.com", "for=unknown", 'for="[::1]:80";by=_x', "127.0.0.1", "::1", "999.1.1.1", "1" * 129, "\xff\xfe", "a\tb", "x" * 4000,
    "bytes=0-", "W/\"x\"", "*, *", "Wed, 21 Oct 2015 07:28:00 GMT", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "%00", "${jndi:x}",
]
FRAMING = [
    b"Content-Length: 0", b"Content-Length: 5", b"Content-Length: -1", b"Content-Length: +5", b"Content-Length: 99999999999999999999",
    b"Content-Length: 1,1", b"Content-Length: 0x5", b"Content-Length:", b"Content-Length : 5", b"Transfer-Encoding: chunked",
    b"Transfer-Encoding: chunked, chunked", b"Transfer-Encoding: chunked, xchunked", b"Transfer-Encoding: identity", b"Transfer-Encoding: identity, chunked",
    b"Transfer-Encoding: gzip, chunked", b"Transfer-Encoding:\x0bchunked", b"Transfer-Encoding: \tchunked", b"Transfer-Encoding:\r\n chunked",
    b"transfer-encoding : chunked", b"Connection: close", b"Connection: keep-alive", b"Connection: Upgrade\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk",
    b"Connection: Upgrade\r\nUpgrade: websocket", b"Expect: 100-continue", b"Expect: x", b"Expect: 100-continue\r\nExpect: 100-continue", b"Host: a\r\nHost: b",
    b"Host:", b"Host: \xff", b"TE: trailers", b"Trailer: Content-Length", b": x", b"a b: c", b"a\x00: b", b"a: \x00", b"a: b\r\n folded", b"a", b"a: b\nc: d",
    b"X: " + b"y" * 21000, b"\r\n".join(b"h%d: v" % i for i in range(300)), b"a:\r\n" * 50 + b"b:",
]
PIECES = [b"\0", b"\r", b"\n", b"\r\n", b"\r\n\r\n", b"\t", b" ", b"  ", b":", b";", b"%", b"\x0b", b"\x7f", b"\x80", b"\xff", b"0", b"-", b"ffffffff", b"0\r\n\r\n"]
VERSIONS = ["HTTP/1.0", "HTTP/1.2", "HTTP/2.0", "HTTP/0.9", "HTTP/1.1 ", "http/1.1", "HTTP/11", "", "HTTP/1.1\t", "ICY/1.1"]
PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"


@dataclass
class Batch:
    """Requests for one connection.

    answers: how many must come, where the framing of all is sound; else None
    bodiless: whether some may be answered without the body that the head announces
    segments: how the bytes are cut
    """

    number: int
    requests: int
    answers: int | None
    bodiless: bool
    segments: list


def batch(seed, number, calls):
    dice = random.Random(f"{seed}/{number}")
    count = dice.choice([1, 1, 2, 4, 8, 16])
    broken = dice.randrange(count) if dice.random() < 0.5 else None
    parts = []
    for each in range(count):
        request = dice.choice(calls).copy()
        for _ in range(dice.choice([0, 1, 1, 2, 3])):
            request = dice.choice(SOUND)(dice, request, calls)
        raw = request.bytes()
        for _ in range(dice.choice([1, 1, 2, 3]) if each == broken else 0):
            raw = dice.choice(BROKEN)(dice, raw)
        parts.append(raw)
    data = b"".join(parts)
    return Batch(number, count, count if broken is None else None, b"HEAD" in data, segments(dice, data))


def segments(dice, data):
    cuts = sorted(dice.randrange(len(data) + 1) for _ in range(dice.choice([0, 0, 1, 2, 4])))
    return [data[begin:end] for begin, end in zip([0, *cuts], [*cuts, len(data)]) if end > begin]


# The framing stays sound: each of these requests has exactly one answer.
def odd_body(dice, request, _):
    return request.copy(body=dice.choice(BODIES))


def changed_body(dice, request, _):
    body = bytearray(request.body or b"{}")
    body[dice.randrange(len(body))] = dice.randrange(256)
    return request.copy(body=bytes(body))


def odd_target(dice, request, _):
    return request.copy(target=dice.choice(TARGETS))


def odd_method(dice, request, _):
    return request.copy(method=dice.choice(METHODS))


def odd_header(dice, request, _):
    return request.copy(headers=[*request.headers, (dice.choice(NAMES), dice.choice(VALUES))])


def replaced_header(dice, request, _):
    name = dice.choice(NAMES)
    others = [header for header in request.headers if header[0] != name]
    return request.copy(headers=[*others, (name, dice.choice(VALUES))])


def no_headers(dice, request, _):
    return request.copy(headers=[])


def chunked_body(dice, request, _):
    return request.copy(chunks=sorted(dice.randrange(len(request.body) + 1) for _ in range(dice.randint(0, 4))))


def odd_token(dice, request, calls):
    """Another call's token, one that is damaged, two of them, or none."""
    own = [value for name, value in request.headers if name == "Authorization"]
    others = [value for call in calls for name, value in call.headers if name == "Authorization"]
    value = dice.choice(own or others or [""]) or "Bearer a.b.c"
    values = dice.choice(
        [
            [], [dice.choice(others or [value])], [value, value], [value.replace("Bearer", dice.choice(["bearer", "BEARER", "Basic", "Bearer ", "Bearer\t"]))],
            [value[: dice.randrange(len(value))]], [value + dice.choice([" ", ".", ".e30", "=", ",", "x", "x" * 7000])], [changed_text(dice, value)],
            [value.replace(".", dice.choice(["..", ",", "", "=."]), 1)], [f"Bearer eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.{value.partition('.')[2]}"],
        ]
    )
    headers = [header for header in request.headers if header[0] != "Authorization"]
    return request.copy(headers=[*headers, *(("Authorization", each) for each in values)])


def changed_text(dice, text):
    at = dice.randrange(len(text))
    return text[:at] + chr(dice.randrange(33, 127)) + text[at + 1 :]


SOUND = [odd_body, changed_body, odd_target, odd_method, odd_header, replaced_header, no_headers, chunked_body, odd_token, odd_token]


# The framing may be broken: nobody knows how many answers there are.
def odd_framing(dice, raw):
    line, end, rest = raw.partition(b"\r\n")
    return line + end + dice.choice(FRAMING) + b"\r\n" + rest


def odd_version(dice, raw):
    return raw.replace(b"HTTP/1.1", dice.choice(VERSIONS).encode(), 1)


def inserted(dice, raw):
    at = dice.randrange(len(raw) + 1)
    return raw[:at] + dice.choice(PIECES) * dice.choice([1, 1, 2, 50]) + raw[at:]


def overwritten(dice, raw):
    changed = bytearray(raw)
    for _ in range(dice.randint(1, 4)):
        if changed:
            changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed)


def removed(dice, raw):
    at = dice.randrange(len(raw) + 1)
    return raw[:at] + raw[at + dice.choice([1, 2, 10]) :]


def truncated(dice, raw):
    return raw[: dice.randrange(len(raw) + 1)]


def doubled(dice, raw):
    begin = dice.randrange(len(raw) + 1)
    end = dice.randint(begin, len(raw))
    return raw[:end] + raw[begin:]


def bare_line_ends(dice, raw):
    return raw.replace(b"\r\n", dice.choice([b"\n", b"\r", b"\n\r", b"\r\r\n", b"\0\r\n"]), dice.choice([1, 2, -1]))


def odd_spaces(dice, raw):
    return raw.replace(b" ", dice.choice([b"  ", b"\t", b"", b"\x0b", b"\x0c", b"\xa0"]), dice.choice([1, 2]))


def odd_chunk_size(dice, raw):
    head, end, body = raw.partition(b"\r\n\r\n")
    size = dice.choice([b" 5", b"5 ", b"0x5", b"-1", b"+5", b"5;a=b", b'5;a="\r\n"', b"5\n", b"ffffffffffffffff", b"7fffffff", b"", b"g", b"00000000000005"])
    head = head.replace(b"\r\nContent-Length: ", b"\r\nTransfer-Encoding: chunked\r\nX-Length: ")
    return head + end + size + b"\r\nhello\r\n" + body


def noise(dice, raw):
    return dice.randbytes(dice.choice([1, 10, 500]))


def preface(dice, raw):
    return PREFACE + raw


BROKEN = [
    odd_framing, odd_framing, odd_version, inserted, inserted, overwritten, removed, truncated, doubled, bare_line_ends, odd_spaces,
    odd_chunk_size, noise, preface,
]
