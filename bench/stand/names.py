"""A DNS server (RFC 1035) that says of each name that its address is 127.0.0.1, until it is silenced."""
import socket, struct, threading


class NameServer:
    def __init__(self):
        self.silent = False
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self.address = "127.0.0.1:%d" % self._socket.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self):
        self._socket.close()

    def _serve(self):
        while True:
            try:
                question, asker = self._socket.recvfrom(512)
            except OSError:
                return
            if not self.silent:
                self._socket.sendto(answer(question), asker)


def answer(question):
    """The question again and, if it asks for an IPv4 address, one record that may be kept for no time."""
    end = question.index(b"\0", 12) + 5
    found = question[end - 4 : end - 2] == b"\0\1"
    head = question[:2] + struct.pack(">HHHHH", 0x8180, 1, found, 0, 0)
    record = b"\xc0\x0c" + struct.pack(">HHIH", 1, 1, 0, 4) + socket.inet_aton("127.0.0.1")
    return head + question[12:end] + (record if found else b"")
