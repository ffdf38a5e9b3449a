"""A PostgreSQL server of its own, from the programs of the system."""
import glob, os, re, shutil, signal, subprocess, sys
from pathlib import Path

# PostgreSQL refuses to run as root.
AS_NOBODY = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] if os.getuid() == 0 else []


def programs():
    beside = [Path(p).resolve().parent for p in [shutil.which("initdb")] if p]
    folders = [
        folder
        for folder in [*beside, *map(Path, glob.glob("/usr/lib/postgresql/*/bin"))]
        if all((folder / name).exists() for name in ("initdb", "pg_ctl", "psql", "pg_dump"))
    ]
    if not folders:
        sys.exit("PostgreSQL's programs are missing: install the package postgresql.")
    return max(folders, key=lambda folder: [int(n) for n in re.findall(r"\d+", str(folder))])


class Postgres:
    """Its data are a copy of another server's folder, where one is given."""

    def __init__(self, folder, port, copy_of=None):
        self.folder, self.port = Path(folder), port
        if copy_of:
            subprocess.run(["cp", "-a", copy_of, self.folder], check=True)
        else:
            self.folder.mkdir(mode=0o700)
            if os.getuid() == 0:
                shutil.chown(self.folder, "nobody")
            self._program("initdb", "-D", self.folder, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale")
        options = f"-p {port} -k {self.folder} -h 127.0.0.1 -c fsync=off -c max_connections=200"
        self._program("pg_ctl", "-D", self.folder, "-l", self.folder / "log", "-w", "-o", options, "start")

    def sql(self, text, database="latchkey"):
        command = [programs() / "psql", "-qAtX", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p", str(self.port)]
        command += ["-U", "postgres", "-d", database]
        return subprocess.run(command, input=text, check=True, capture_output=True, text=True).stdout.strip()

    def terminate_connections(self):
        self.sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'latchkey' AND pid <> pg_backend_pid()"
        )

    def freeze(self):
        """Stops every process of the server, the postmaster first, so that none is added."""
        self._signal(signal.SIGSTOP)

    def thaw(self):
        self._signal(signal.SIGCONT)

    def _signal(self, number):
        postmaster = int((self.folder / "postmaster.pid").read_text().split()[0])
        os.kill(postmaster, number)
        for stat in glob.glob("/proc/[0-9]*/stat"):
            try:
                pid, fields = int(stat.split("/")[2]), Path(stat).read_text().rpartition(")")[2].split()
                if int(fields[1]) == postmaster:
                    os.kill(pid, number)
            except OSError:
                pass  # ended meanwhile

    def stop(self, mode="immediate"):
        self.thaw()
        self._program("pg_ctl", "-D", self.folder, "-m", mode, "stop")

    def _program(self, name, *arguments):
        command = [*AS_NOBODY, programs() / name, *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")
