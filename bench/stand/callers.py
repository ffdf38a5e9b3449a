"""Callers at a steady rate, whatever comes back, each on a connection of its own."""
import socket, threading, time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

NO_ANSWER = -1


@dataclass
class Call:
    sent: float  # of time.monotonic()
    seconds: float
    status: int  # NO_ANSWER where none came in time
    retry_after: bool = False


def ask(port, request, patience, source="127.0.0.1"):
    """Sends one request on a new connection and waits for the whole answer."""
    began = time.monotonic()
    status, retry_after = NO_ANSWER, False
    try:
        with socket.create_connection(("127.0.0.1", port), patience, (source, 0)) as connection:
            connection.sendall(request)
            head = whole_answer(connection, began + patience)
            status, retry_after = int(head[9:12]), b"\r\nretry-after:" in head.lower()
    except (OSError, ValueError):
        pass
    return Call(began, time.monotonic() - began, status, retry_after)


def whole_answer(connection, limit):
    """The head of an answer, once its body has come."""
    data = b""
    while True:
        head, end, body = data.partition(b"\r\n\r\n")
        if end and len(body) >= length(head):
            return head
        connection.settimeout(max(0.001, limit - time.monotonic()))
        more = connection.recv(65536)
        if not more:
            raise OSError("closed before the answer ended")
        data += more


def length(head):
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line[15:])
    return 0


class Steady:
    """Sends what `make` makes, `rate` times a second, from an address of the loopback network.

    `late` says how long a call had to wait at most because this machine had no time for us.
    """

    def __init__(self, port, make, rate, patience, source="127.0.0.1"):
        self.calls, self.late, self._ended = [], 0.0, threading.Event()
        self._port, self._make, self._rate, self._patience, self._source = port, make, rate, patience, source
        self._pool = ThreadPoolExecutor(max_workers=max(2, int(rate * patience * 1.5)))
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self):
        due = time.monotonic()
        while not self._ended.wait(max(0, due - time.monotonic())):
            self._pool.submit(self._one, due)
            due += 1 / self._rate

    def _one(self, due):
        self.late = max(self.late, time.monotonic() - due)
        self.calls.append(ask(self._port, self._make(), self._patience, self._source))

    def end(self):
        """Waits for the answers that are still to come."""
        self._ended.set()
        self._thread.join()
        self._pool.shutdown(wait=True)
        return sorted(self.calls, key=lambda call: call.sent)
