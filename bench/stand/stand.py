"""A folder with a PostgreSQL that has the people, and copies of it: each proof begins with the same data."""
import shutil, signal, sys, tempfile
from pathlib import Path

from . import people, service
from .postgres import Postgres
from .service import Service, free_ports


class Stand:
    def __init__(self, build=True):
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that __exit__ ends what runs
        if build:
            service.package()
        self.folder = Path(tempfile.mkdtemp(prefix="latchkey-stand-"))
        self.folder.chmod(0o711)  # PostgreSQL may run as somebody else
        self._running, self._count = [], 0
        first = Postgres(self.folder / "filled", free_ports(1)[0])
        try:
            people.fill(first, self.folder)
        finally:
            first.stop("fast")

    def postgres(self):
        """Another server, with the same data."""
        self._count += 1
        return self._add(Postgres(self.folder / f"copy-{self._count}", free_ports(1)[0], self.folder / "filled"))

    def service(self, database_port, **options):
        return self._add(Service(self.folder, database_port, **options))

    def clear(self):
        """Ends what runs, the last first."""
        while self._running:
            self._running.pop().stop()
        for copy in self.folder.glob("copy-*"):
            shutil.rmtree(copy)

    def _add(self, running):
        self._running.append(running)
        return running

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.clear()
        shutil.rmtree(self.folder, ignore_errors=True)
