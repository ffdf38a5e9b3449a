"""The packaged service, with the memory, the processors and the options of a pod of k8s/base."""
import base64, os, re, resource, shutil, signal, socket, subprocess, sys, time, urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
JAR = ROOT / "target/quarkus-app/quarkus-run.jar"


def jdk():
    """JAVA_HOME, else a JDK 25 beside the default one, else the default one."""
    if os.environ.get("JAVA_HOME"):
        return Path(os.environ["JAVA_HOME"])
    javac = shutil.which("javac") or sys.exit("A JDK is missing.")
    default = Path(javac).resolve().parents[1]
    for home in sorted(default.parent.iterdir()):
        release = home / "release"
        if (home / "bin/javac").exists() and release.exists() and 'JAVA_VERSION="25.' in release.read_text():
            return home
    return default


def package():
    """Also where a jar lies there: it may be of older code."""
    command = ["./mvnw", "--batch-mode", "--no-transfer-progress", "--quiet", "package", "-Dmaven.test.skip=true"]
    environment = os.environ | {"JAVA_HOME": str(jdk())}
    subprocess.run(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, check=True)


def pod_megabytes():
    return int(re.search(r"memory: (\d+)Mi", (ROOT / "k8s/base/deployment.yaml").read_text())[1])


def pod_options():
    """The options of the image, as far as this JVM knows them. A JVM in a pod of this size chooses the serial collector."""
    image = (ROOT / "docker/Dockerfile.jvm").read_text()
    entrypoint = image[image.rindex("ENTRYPOINT") : image.rindex("HEALTHCHECK")]
    of_image = [option for option in re.findall(r'"(-X[^"]+)"', entrypoint) if "AOTCache" not in option]
    return ["-XX:+IgnoreUnrecognizedVMOptions", *of_image, f"-XX:MaxRAM={pod_megabytes()}m", "-XX:+UseSerialGC", "-XX:ActiveProcessorCount=2"]


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


class Service:
    """Waits until it is ready. Its output goes to a file with its name, or to a pipe that nobody reads."""

    def __init__(self, folder, database_port, settings=None, files=None, unread=False, name="service"):
        self.folder = Path(folder)
        self.port, self.management = free_ports(2)
        environment = {
            "PATH": os.environ["PATH"],
            "LC_ALL": "C.UTF-8",
            "LATCHKEY_DATABASE_URL": f"postgresql://127.0.0.1:{database_port}/latchkey",
            "LATCHKEY_DATABASE_USERNAME": "latchkey",
            "LATCHKEY_DATABASE_PASSWORD": "latchkey",
            "LATCHKEY_MIGRATE_AT_START": "false",
            "LATCHKEY_TOKEN_ISSUER": "https://login.example.com",
            "LATCHKEY_TOKEN_KEYS": str(keys(self.folder)),
            "LATCHKEY_FACTOR_KEYS": str(factor_keys(self.folder)),
            "QUARKUS_HTTP_HOST": "127.0.0.1",
            "QUARKUS_HTTP_PORT": str(self.port),
            "QUARKUS_MANAGEMENT_HOST": "127.0.0.1",
            "QUARKUS_MANAGEMENT_PORT": str(self.management),
        } | (settings or {})
        self.log = self.folder / f"{name}.log"
        output = subprocess.PIPE if unread else self.log.open("wb")
        self.process = subprocess.Popen(
            java(*pod_options(), "-jar", JAR),
            cwd=self.folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            preexec_fn=(lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))) if files else None,
        )
        self._await_ready()

    @property
    def pid(self):
        return self.process.pid

    def is_alive(self):
        return self.process.poll() is None

    def _await_ready(self):
        limit = time.monotonic() + 120
        while time.monotonic() < limit and self.is_alive():
            try:
                if urllib.request.urlopen(f"http://127.0.0.1:{self.management}/q/health/ready", timeout=5).status == 200:
                    return
            except OSError:
                pass  # It does not listen yet.
            time.sleep(0.2)
        self.stop()
        raise RuntimeError("The service does not start:\n" + (self.log.read_text() if self.log.exists() else ""))

    def errors(self):
        """The lines of the log at level ERROR."""
        if not self.log.exists():
            return []
        return [line for line in self.log.read_text(errors="replace").splitlines() if '"level":"ERROR"' in line]

    def heap_megabytes(self):
        """What is in use after a full collection; None where the process is gone."""
        try:
            run_jdk("jcmd", str(self.pid), "GC.run")
            head, values = run_jdk("jstat", "-gc", str(self.pid)).splitlines()
        except (subprocess.SubprocessError, ValueError):
            return None
        columns = dict(zip(head.split(), values.split()))
        return sum(float(columns[name]) for name in ("S0U", "S1U", "EU", "OU")) / 1024

    def end(self, patience):
        """Tells it to end. The seconds until it has, or None."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(patience)
        except subprocess.TimeoutExpired:
            return None
        return time.monotonic() - began

    def stop(self):
        if self.is_alive() and self.end(40) is None:
            self.process.kill()
        self.process.wait()


def java(*arguments):
    return [str(jdk() / "bin/java"), *map(str, arguments)]


def run_jdk(program, *arguments):
    command = [jdk() / "bin" / program, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=20).stdout


def keys(folder):
    """A signing key, made once."""
    made = folder / "keys"
    if not made.exists():
        made.mkdir()
        command = java("-jar", JAR, "key", "generate", "--out", made / "first.pem")
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return made


def factor_keys(folder):
    """A key for the secrets of second factors, made once."""
    made = folder / "factor-keys"
    if not made.exists():
        made.mkdir()
        key = made / "first.key"
        key.touch(0o600)
        key.write_bytes(base64.b64encode(os.urandom(32)))
    return made
