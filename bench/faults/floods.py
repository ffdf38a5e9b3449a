#!/usr/bin/env python3
"""Floods of hostile connections, for a service that must stand them.

    bench/faults/floods.py unread --host 127.0.0.1 --port 8080 --seconds 30

Each flood sends what a stranger could send, without an account, and prints one line of what became of it.
Use --source to send from another address of this machine, such as 127.0.0.3. Python's own library is enough.
"""
import argparse
import selectors
import socket
import sys
import time

GET = b"GET /a HTTP/1.1\r\nHost: x\r\n\r\n"


def login(fields):
    """A login for an organisation that does not exist, with many tiny header fields."""
    body = b'{"username":"jane","password":"x"}'
    return (
        b"POST /v1/nowhere.example/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        + b"Content-Length: %d\r\n" % len(body)
        + b"a:\r\n" * fields
        + b"\r\n"
        + body
    )


class Caller:
    """One connection: how much it has sent, and whether it may send more now."""

    def __init__(self, sock):
        self.sock = sock
        self.sent = 0


class Flood:
    def __init__(self, args):
        self.args = args
        self.selector = selectors.DefaultSelector()
        self.callers = {}
        self.opened = self.refused = self.closed = 0
        self.sent = self.received = 0

    # What a flood decides

    def connections(self):
        return self.args.connections

    def next_bytes(self, caller):
        """What to send next, or nothing."""
        raise NotImplementedError

    def reads(self):
        """Whether answers are read."""
        return False

    # How every flood runs

    def run(self):
        end = time.monotonic() + self.args.seconds
        while time.monotonic() < end:
            self.open_missing()
            for key, events in self.selector.select(timeout=0.2):
                self.serve(key.data, events)
            self.pause()
        for caller in list(self.callers.values()):
            self.drop(caller)

    def pause(self):
        pass

    def open_missing(self):
        for _ in range(min(200, self.connections() - len(self.callers))):
            sock = socket.socket()
            sock.setblocking(False)
            try:
                if self.args.source:
                    sock.bind((self.args.source, 0))
                result = sock.connect_ex((self.args.host, self.args.port))
            except OSError:
                result = 1
            if result not in (0, 115):  # 115: under way
                self.refused += 1
                sock.close()
                time.sleep(0.01)
                return
            self.opened += 1
            caller = Caller(sock)
            self.callers[sock] = caller
            self.selector.register(sock, selectors.EVENT_READ | selectors.EVENT_WRITE, caller)

    def serve(self, caller, events):
        try:
            if events & selectors.EVENT_READ:
                self.receive(caller)
            if caller.sock in self.callers and events & selectors.EVENT_WRITE:
                self.send(caller)
        except BlockingIOError:
            pass
        except OSError:
            self.closed += 1
            self.drop(caller)

    def receive(self, caller):
        flags = 0 if self.reads() else socket.MSG_PEEK
        got = len(caller.sock.recv(1 << 16, flags))
        if got == 0:
            self.closed += 1
            self.drop(caller)
        elif self.reads():
            self.received += got
        else:  # an answer lies there: nobody reads it, so do not ask again
            self.selector.modify(caller.sock, selectors.EVENT_WRITE, caller)

    def send(self, caller):
        data = self.next_bytes(caller)
        if not data:
            self.selector.modify(caller.sock, selectors.EVENT_READ, caller)
            return
        sent = caller.sock.send(data)
        caller.sent += sent
        self.sent += sent

    def drop(self, caller):
        self.selector.unregister(caller.sock)
        del self.callers[caller.sock]
        caller.sock.close()

    def report(self):
        print(
            f"{self.args.flood}: {self.opened} connections opened, {self.refused} not accepted,"
            f" {self.closed} closed by the service; {self.sent / 1e6:.1f} MB sent,"
            f" {self.received / 1e6:.1f} MB of answers read"
        )


class Unread(Flood):
    """Requests without end, whose answers are never read."""

    def next_bytes(self, caller):
        return (GET * 4000)[caller.sent % len(GET) :]


class Fields(Flood):
    """Header fields of two bytes each, and no end of the head."""

    START = b"GET / HTTP/1.1\r\nHost: x\r\n"

    def next_bytes(self, caller):
        if caller.sent < len(self.START):
            return self.START[caller.sent :]
        return (b"a:\r\n" * 5000)[(caller.sent - len(self.START)) % 4 :] if caller.sent < 20_000 else b""


class Tiny(Flood):
    """Logins without end with many tiny fields each, whose answers are read."""

    def reads(self):
        return True

    def next_bytes(self, caller):
        request = login(self.args.fields)
        at = caller.sent % len(request)
        return (request * 20)[at:]


class Idle(Flood):
    """Connections that send nothing."""

    def next_bytes(self, caller):
        return b""


class Drip(Flood):
    """Heads of which a byte comes now and then, so that no connection is ever idle."""

    REQUEST = b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"x" * 16_000

    def __init__(self, args):
        super().__init__(args)
        self.due = 0

    def next_bytes(self, caller):
        return self.REQUEST[caller.sent : caller.sent + 1]

    def send(self, caller):
        super().send(caller)
        self.selector.modify(caller.sock, selectors.EVENT_READ, caller)

    def pause(self):
        if time.monotonic() > self.due:
            self.due = time.monotonic() + 1
            for caller in self.callers.values():
                self.selector.modify(caller.sock, selectors.EVENT_READ | selectors.EVENT_WRITE, caller)


class Bodies(Drip):
    """The same for bodies that nobody reads, because there is no such path."""

    REQUEST = b"POST /none HTTP/1.1\r\nHost: x\r\nContent-Length: 900000\r\n\r\n" + b"x" * 16_000

    def next_bytes(self, caller):
        head = self.REQUEST.index(b"\r\n\r\n") + 4
        return self.REQUEST[caller.sent : max(head, caller.sent + 1)]


class Reconnect(Flood):
    """Connections that are opened and closed as fast as it goes."""

    def next_bytes(self, caller):
        return GET if caller.sent < len(GET) else b""

    def receive(self, caller):
        super().receive(caller)
        if caller.sock in self.callers:
            self.drop(caller)


FLOODS = {
    "unread": (Unread, 8),
    "fields": (Fields, 1200),
    "tiny": (Tiny, 8),
    "idle": (Idle, 1000),
    "drip": (Drip, 1000),
    "bodies": (Bodies, 1000),
    "reconnect": (Reconnect, 200),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    floods = parser.add_subparsers(dest="flood", required=True)
    for name, (kind, connections) in FLOODS.items():
        flood = floods.add_parser(name, help=kind.__doc__)
        flood.add_argument("--host", default="127.0.0.1")
        flood.add_argument("--port", type=int, default=8080)
        flood.add_argument("--seconds", type=float, default=30)
        flood.add_argument("--connections", type=int, default=connections)
        flood.add_argument("--source", help="the address to send from")
        flood.add_argument("--fields", type=int, default=4500, help="fields of each login (tiny)")
    args = parser.parse_args()
    flood = FLOODS[args.flood][0](args)
    flood.run()
    flood.report()
    return 0


if __name__ == "__main__":
    sys.exit(main())
