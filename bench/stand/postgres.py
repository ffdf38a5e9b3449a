"""A PostgreSQL server of its own, from the programs of the system."""
import glob, os, re, shutil, signal, subprocess, sys, time
from contextlib import contextmanager
from pathlib import Path

# PostgreSQL refuses to run as root.
AS_NOBODY = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] if os.getuid() == 0 else []
# The time, the time zone and the number of the process.
BEGIN_OF_ENTRY = re.compile(r"^\d{4}-\S+ \S+ \S+ \[\d+\] ", re.MULTILINE)


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
        self.start()

    def start(self):
        options = f"-p {self.port} -k {self.folder} -h 127.0.0.1 -c fsync=off -c max_connections=200"
        self._program("pg_ctl", "-D", self.folder, "-l", self.folder / "log", "-w", "-o", options, "start")

    def sql(self, text, database="latchkey"):
        return subprocess.run(self._psql(database), input=text, check=True, capture_output=True, text=True).stdout.strip()

    @contextmanager
    def transaction(self, text):
        """Does this in a transaction, which is open until it is taken back at the end."""
        with subprocess.Popen(self._psql("latchkey"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as psql:
            psql.stdin.write(f"BEGIN; {text};\n\\echo done\n")
            psql.stdin.flush()
            if psql.stdout.readline() != "done\n":
                raise RuntimeError(f"PostgreSQL does not do this: {text}")
            yield

    @contextmanager
    def statements(self):
        """Logs all statements. What it gives tells those so far, each as it stands in the log."""
        self._reload("ALTER SYSTEM SET log_statement = 'all'")
        begin = (self.folder / "log").stat().st_size
        try:
            yield lambda: BEGIN_OF_ENTRY.split((self.folder / "log").read_bytes()[begin:].decode(errors="replace"))
        finally:
            self._reload("ALTER SYSTEM RESET log_statement")

    def _reload(self, setting):
        self.sql(f"{setting};\nSELECT pg_reload_conf()")
        time.sleep(1)  # until each process has read it

    def _psql(self, database):
        command = [programs() / "psql", "-qAtX", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p", str(self.port)]
        return [*command, "-U", "postgres", "-d", database]

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
        if not (self.folder / "postmaster.pid").exists():
            return  # It is stopped.
        self.thaw()
        self._program("pg_ctl", "-D", self.folder, "-m", mode, "stop")

    def _program(self, name, *arguments):
        command = [*AS_NOBODY, programs() / name, *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")
