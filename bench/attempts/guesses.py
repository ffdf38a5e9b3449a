"""Logins from given networks, one by one or all at once."""
import asyncio, base64, json
from collections import Counter
from dataclasses import dataclass

from stand import people
from stand.callers import NO_ANSWER

PATIENCE = 60


@dataclass
class Answer:
    status: int  # NO_ANSWER where none came
    body: bytes = b""

    def is_limited(self):
        """Whether the token is one for the next step alone: these have another issuer."""
        if self.status != 200:
            return False
        claims = json.loads(self.body)["token"].split(".")[1]
        return json.loads(base64.urlsafe_b64decode(claims + "=="))["iss"].endswith("/limited")


def login(domain, name, password, network):
    """`network` is an address in it."""
    return people.login(domain, name, password, [f"X-Forwarded-For: {network}"])


def right(domain, name, network):
    return login(domain, name, people.HASHES[domain][0], network)


def wrong(domain, name, network):
    return login(domain, name, "guess", network)


def one(port, request):
    return at_once([(port, request)])[0]


def at_once(requests):
    """Ports and requests. The connections are open before the first request is sent. The answers are in the same order."""
    return asyncio.run(_at_once(requests))


async def _at_once(requests):
    connections = [await asyncio.open_connection("127.0.0.1", port) for port, _ in requests]
    for (_, writer), (_, request) in zip(connections, requests):
        writer.write(request)
    answers = await asyncio.gather(*(read(reader) for reader, _ in connections))
    for _, writer in connections:
        writer.close()
    return answers


async def read(reader):
    try:
        return await asyncio.wait_for(whole(reader), PATIENCE)
    except (OSError, EOFError, ValueError, asyncio.TimeoutError):
        return Answer(NO_ANSWER)


async def whole(reader):
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    _, _, length = head.partition(b"\r\ncontent-length: ")
    return Answer(int(head[9:12]), await reader.readexactly(int(length.split(b"\r\n")[0])))


def statuses(answers):
    return Counter(answer.status for answer in answers)


def told(counted):
    """Statuses and how many of each, for a table."""
    return "; ".join(f"{'none' if status == NO_ANSWER else status} × {n}" for status, n in sorted(counted.items()))
