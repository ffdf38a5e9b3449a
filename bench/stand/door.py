"""A TCP address of ours. It leads to a server, may lead new connections elsewhere, and may swallow what open ones send."""
import socket, threading


class Door:
    def __init__(self, target):
        self.target, self._open, self._silent = target, [], set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def silence_open(self):
        """From now on nothing passes on the connections that are open: no byte, no end."""
        self._silent.update(self._open)

    def close(self):
        self._listener.close()
        for pair in self._open:
            for end in pair:
                end.close()

    def _accept(self):
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            try:
                far = socket.create_connection(("127.0.0.1", self.target), 60)
            except OSError:
                near.close()
                continue
            far.settimeout(None)
            pair = (near, far)
            self._open.append(pair)
            threading.Thread(target=self._pump, args=(pair, near, far), daemon=True).start()
            threading.Thread(target=self._pump, args=(pair, far, near), daemon=True).start()

    def _pump(self, pair, source, target):
        try:
            while data := source.recv(65536):
                if pair not in self._silent:
                    target.sendall(data)
        except OSError:
            pass
        if pair in self._silent and source is pair[1]:
            return  # The near end must not learn that the far one ended.
        for end in pair:
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
