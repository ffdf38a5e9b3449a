"""What a process holds, from /proc."""
import os, re, threading
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Holding:
    megabytes: float  # resident
    threads: int
    files: int
    connections: int


def holding(pid):
    """None where the process is gone."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
        files = [target(f"/proc/{pid}/fd/{name}") for name in os.listdir(f"/proc/{pid}/fd")]
        resident = int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024
        threads = int(re.search(r"Threads:\s+(\d+)", status)[1])
    except (OSError, TypeError):
        return None
    return Holding(resident, threads, len(files), sum(file.startswith("socket:") for file in files))


def target(link):
    try:
        return os.readlink(link)
    except OSError:
        return ""  # closed meanwhile


class Peak:
    """The most resident memory of a process, looked at five times a second."""

    def __init__(self, pid):
        self.megabytes, self._pid, self._ended = 0.0, pid, threading.Event()
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self):
        while not self._ended.wait(0.2):
            now = holding(self._pid)
            if now:
                self.megabytes = max(self.megabytes, now.megabytes)

    def end(self):
        self._ended.set()
        return self.megabytes
