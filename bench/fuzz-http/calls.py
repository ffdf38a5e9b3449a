"""The calls of the API. To add one, add it to CALLS: the fuzzer does the rest."""
import json
from dataclasses import dataclass, field, replace

from stand import people

JSON = [("Content-Type", "application/json"), ("Accept", "application/json")]


@dataclass
class Request:
    method: str
    target: str
    headers: list = field(default_factory=list)  # names and values, without those of the framing
    body: bytes = b""
    version: str = "HTTP/1.1"
    chunks: list | None = None  # where a chunked body is cut

    def copy(self, **changes):
        return replace(self, **{"headers": list(self.headers)} | changes)

    def bytes(self):
        fields = [("Host", "localhost"), *self.headers]
        if self.chunks is not None:
            fields.append(("Transfer-Encoding", "chunked"))
        elif self.body or self.method in ("POST", "PUT", "PATCH"):
            fields.append(("Content-Length", str(len(self.body))))
        lines = [f"{self.method} {self.target} {self.version}", *(f"{name}: {value}" for name, value in fields)]
        return "\r\n".join([*lines, "", ""]).encode("latin-1") + self._framed_body()

    def _framed_body(self):
        if self.chunks is None:
            return self.body
        cuts = [0, *self.chunks, len(self.body)]
        pieces = [self.body[begin:end] for begin, end in zip(cuts, cuts[1:])]
        return b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces if piece) + b"0\r\n\r\n"


def login(domain, username, password):
    return posted(f"/v1/{domain}/auth/login", {"username": username, "password": password})


def posted(path, body=None, token=None):
    """A call, with a token of its own where it takes one."""
    headers = JSON + ([("Authorization", f"Bearer {token}")] if token else [])
    return Request("POST", path, headers, b"" if body is None else json.dumps(body).encode())


# The calls that take no token.
CALLS = [
    login(people.QUICK, "user-1", people.PASSWORD),
    login(people.QUICK, "user-2@example.com", people.PASSWORD),
    login(people.QUICK, "user-3", "wrong"),
    login(people.QUICK, "nobody", "wrong"),
    login("nowhere.example", "user-1", "wrong"),
    Request("GET", "/.well-known/jwks.json"),
    Request("GET", "/.well-known/jwks.json", [("Accept", "application/jwk-set+json")]),
    Request("GET", "/.well-known/oauth-authorization-server"),
    Request("GET", "/.well-known/openid-configuration"),
    Request("GET", "/"),
    Request("GET", "/q/health"),
]
