"""Resource servers of two makes, each of which looks at one claim beside the signature and the expiry."""
import http.client, os, re, shutil, subprocess, sys, time
from pathlib import Path

from stand import service

SPRING = Path(__file__).resolve().parent / "spring"
JAR = SPRING / "target/spring-resource-server.jar"
MODULES = Path("/usr/lib/apache2/modules")
APACHE_NEEDS = ["/usr/sbin/apache2", MODULES / "mod_auth_openidc.so"]
NOTHING, AUDIENCE, ISSUER = "nothing else", "the audience", "the issuer"
LOOKS_AT = [AUDIENCE, ISSUER, NOTHING]
START = 60


def missing():
    """What somebody has to install first; None where all is there."""
    if all(os.path.exists(path) for path in APACHE_NEEDS):
        return None
    return "mod_auth_openidc is missing: apt-get install apache2-bin libapache2-mod-auth-openidc"


def apache_version():
    command = ["dpkg-query", "-W", "-f", "${Package} ${Version}\n", "apache2-bin", "libapache2-mod-auth-openidc"]
    said = subprocess.run(command, capture_output=True, text=True) if shutil.which("dpkg-query") else None
    return ", ".join(said.stdout.splitlines()) if said else "unknown versions"


class Server:
    """A process that listens. Its output goes to a file."""

    def __init__(self, folder, name, command, environment, port):
        self.port, self.log = port, Path(folder) / f"{name}.log"
        self._process = subprocess.Popen(
            list(map(str, command)),
            cwd=folder,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"} | environment,
            stdin=subprocess.DEVNULL,
            stdout=self.log.open("wb"),
            stderr=subprocess.STDOUT,
        )
        self._await_answer()

    def _await_answer(self):
        limit = time.monotonic() + START
        while time.monotonic() < limit and self._process.poll() is None:
            try:
                return self.status(None)
            except OSError:
                time.sleep(0.2)  # It does not listen yet.
        self.stop()
        sys.exit("A resource server does not start:\n" + self.log.read_text())

    def status(self, token):
        """Of the answer to somebody with a token, or without one."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request("GET", "/me", headers={"Authorization": f"Bearer {token}"} if token else {})
            return connection.getresponse().status
        finally:
            connection.close()

    def stop(self):
        self._process.terminate()
        self._process.wait()


class Spring(Server):
    """Spring Boot, as its properties have it: with the address of the key set alone it checks no claim but the times."""

    TITLE = "Spring Boot " + re.search("<version>(.*?)</version>", (SPRING / "pom.xml").read_text())[1]
    PROPERTIES = {
        AUDIENCE: "SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_AUDIENCES",
        ISSUER: "SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_ISSUER_URI",
    }

    def __init__(self, folder, looks_at, issuer, latchkey, _):
        port = service.free_ports(1)[0]
        environment = {
            "SERVER_ADDRESS": "127.0.0.1",
            "SERVER_PORT": str(port),
            "SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_JWK_SET_URI": f"{latchkey}/.well-known/jwks.json",
            "SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_JWS_ALGORITHMS": "ES256",
        }
        if looks_at in self.PROPERTIES:
            environment[self.PROPERTIES[looks_at]] = issuer
        command = service.java("-Xmx128m", "-XX:TieredStopAtLevel=1", "-jar", JAR)
        super().__init__(folder, f"spring-{port}", command, environment, port)

    @staticmethod
    def build():
        if not JAR.exists():
            command = ["./mvnw", "--batch-mode", "--no-transfer-progress", "--quiet", "-f", SPRING / "pom.xml", "package"]
            environment = os.environ | {"JAVA_HOME": str(service.jdk())}
            subprocess.run(command, cwd=service.ROOT, env=environment, stdin=subprocess.DEVNULL, check=True)


class Apache(Server):
    """Apache with mod_auth_openidc, which reads a token itself (AuthType oauth20)."""

    TITLE = "Apache with mod_auth_openidc"
    REQUIRE = {AUDIENCE: "claim aud:{issuer}", ISSUER: "claim iss:{issuer}", NOTHING: "valid-user"}
    NEEDED = ["mpm_event", "authn_core", "authz_core", "authz_user", "auth_openidc", "unixd", "dir"]
    CONFIGURATION = """
        ServerName localhost
        Listen 127.0.0.1:{port}
        PidFile {folder}/pid
        DefaultRuntimeDir {folder}
        ErrorLog /dev/stderr
        LogLevel auth_openidc:warn
        DocumentRoot {folder}/pages
        OIDCCryptoPassphrase no-cookie-is-ever-made
        OIDCOAuthVerifyJwksUri {front}/.well-known/jwks.json
        OIDCCABundlePath {certificate}
        OIDCOAuthRemoteUserClaim upn
        <Location />
          AuthType oauth20
          Require {require}
        </Location>
    """

    def __init__(self, folder, looks_at, issuer, _, front):
        port = service.free_ports(1)[0]
        own = Path(folder) / f"apache-{port}"
        (own / "pages").mkdir(parents=True)
        (own / "pages/me").write_text("somebody\n")
        # Some builds of Apache have modules built in.
        lines = [f"LoadModule {name}_module {MODULES}/mod_{name}.so" for name in self.NEEDED if (MODULES / f"mod_{name}.so").exists()]
        if os.getuid() == 0:
            lines += ["User www-data", "Group www-data"]
        require = self.REQUIRE[looks_at].format(issuer=issuer)
        values = {"port": port, "folder": own, "front": front.origin, "certificate": front.certificate, "require": require}
        lines.append(self.CONFIGURATION.format(**values))
        (own / "httpd.conf").write_text("\n".join(lines))
        command = ["/usr/sbin/apache2", "-d", own, "-f", own / "httpd.conf", "-DFOREGROUND"]
        super().__init__(folder, f"apache-{port}", command, {}, port)
