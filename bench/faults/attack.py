#!/usr/bin/env python3
"""Floods of whole requests, from one address. (floods.py has the floods of half requests and unread answers.)

  attack.py NAME --port PORT --seconds SECONDS [--rate PER_SECOND] [--connections COUNT] [--pause SECONDS] [--patient]

With a rate it sends at this rate, whatever comes back. Else each connection sends again when it has its answer. With a pause
all of them send together, once in each pause. With --patient they wait for a second after a refusal. At the end it prints
how many answers of each status came, as JSON.
"""
import argparse, asyncio, collections, itertools, json, resource, sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from stand import people

FROM = "127.0.0.3"
NETWORKS = 200


def made_up(number):
    """A login at an organisation that nobody has."""
    return people.login(f"made-up-{number}.example", f"user-{number}", "guess")


def networks(number):
    """A wrong login at one organisation, from one of 200 networks /64 of one network /48."""
    forwarded = f"X-Forwarded-For: 2001:db8:1:{number % NETWORKS:x}::1"
    return people.login(people.SLOW, f"guess-{number}", "guess", [forwarded])


def logins(number):
    """Right logins."""
    return people.login()


def slow_logins(number):
    """Right logins whose hashes take time."""
    return people.login(people.SLOW)


def malformed(number):
    """A body that is no JSON."""
    return people.request("POST", f"/v1/{people.QUICK}/auth/login", b"{", ["Content-Type: application/json"])


REQUESTS = {"made-up": made_up, "networks": networks, "logins": logins, "slow-logins": slow_logins, "malformed": malformed}


class Flood:
    def __init__(self, port, make):
        self.port, self.make = port, make
        self.numbers, self.idle, self.statuses = itertools.count(), [], collections.Counter()

    async def one(self):
        """One request. Its status, or "refused" where no connection can be had, or "broken"."""
        status = await self.ask()
        self.statuses[status] += 1
        return status

    async def ask(self):
        try:
            reader, writer = self.idle.pop() if self.idle else await self.open()
        except OSError:
            return "refused"
        try:
            writer.write(self.make(next(self.numbers)))
            status = await read(reader)
        except (OSError, asyncio.IncompleteReadError):
            writer.close()
            return "broken"
        self.idle.append((reader, writer))
        return status

    def open(self):
        return asyncio.open_connection("127.0.0.1", self.port, local_addr=(FROM, 0))

    async def again_and_again(self, end, pause, patient):
        loop = asyncio.get_running_loop()
        began = loop.time()
        while loop.time() < end:
            status = await self.one()
            if pause:
                await asyncio.sleep(pause - (loop.time() - began) % pause)
            elif patient and status in (429, 503):
                await asyncio.sleep(1)
            elif status in ("broken", "refused"):
                await asyncio.sleep(0.05)

    async def at_rate(self, rate, end, most):
        loop = asyncio.get_running_loop()
        due, tasks = loop.time(), set()
        while loop.time() < end:
            if len(tasks) < most:
                task = loop.create_task(self.one())
                tasks.add(task)
                task.add_done_callback(tasks.discard)
            due += 1 / rate
            await asyncio.sleep(max(0, due - loop.time()))
        if tasks:
            await asyncio.wait(tasks, timeout=10)


async def read(reader):
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    _, _, length = head.partition(b"\r\ncontent-length: ")
    if length:
        await reader.readexactly(int(length.split(b"\r\n")[0]))
    return int(head[9:12])


async def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", choices=REQUESTS)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--rate", type=float)
    parser.add_argument("--connections", type=int, default=64)
    parser.add_argument("--pause", type=float, default=0)
    parser.add_argument("--patient", action="store_true")
    options = parser.parse_args()
    flood = Flood(options.port, REQUESTS[options.name])
    end = asyncio.get_running_loop().time() + options.seconds
    if options.rate:
        await flood.at_rate(options.rate, end, options.connections)
    else:
        all_of_them = (flood.again_and_again(end, options.pause, options.patient) for _ in range(options.connections))
        await asyncio.wait([asyncio.create_task(each) for each in all_of_them], timeout=options.seconds + 10)
    print(json.dumps({str(status): count for status, count in sorted(flood.statuses.items(), key=str)}))


most_files = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
resource.setrlimit(resource.RLIMIT_NOFILE, (most_files, most_files))
asyncio.run(main())
