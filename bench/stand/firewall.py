"""A firewall that drops what open connections send, as a dead machine would: nothing is acknowledged. For iptables and root."""
import os, shutil, subprocess
from pathlib import Path

ESTABLISHED = "01"


def is_there():
    return os.getuid() == 0 and shutil.which("iptables") is not None


def near_ports(far_port):
    """The near ends of the open connections to a port of this machine."""
    lines = [line.split() for name in ("tcp", "tcp6") for line in Path("/proc/net", name).read_text().splitlines()[1:]]
    ends = [[int(end.rpartition(":")[2], 16) for end in line[1:3]] for line in lines if line[3] == ESTABLISHED]
    return [near for near, far in ends if far == far_port]


class Firewall:
    def __init__(self):
        self._rules = []

    def drop_open(self, port):
        for near in near_ports(port):
            self._drop(near, port)
            self._drop(port, near)

    def close(self):
        while self._rules:
            self._iptables("-D", self._rules.pop())

    def _drop(self, source, target):
        rule = f"INPUT -i lo -p tcp --sport {source} --dport {target} -j DROP"
        self._iptables("-I", rule)
        self._rules.append(rule)

    def _iptables(self, action, rule):
        subprocess.run(["iptables", "-w", action, *rule.split()], check=True)
