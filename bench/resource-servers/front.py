"""The key set behind TLS, as a proxy in front of the service has it: mod_auth_openidc reads keys no other way."""
import http.server, ssl, subprocess, threading, urllib.request


class Front:
    def __init__(self, folder, target):
        self.certificate = folder / "front.crt"
        key = folder / "front-key"
        command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "1"]
        command += ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", self.certificate]
        subprocess.run(command, check=True, capture_output=True)
        self.certificate.chmod(0o644)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, key)

        class Passing(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                body = urllib.request.urlopen(target + self.path, timeout=20).read()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Passing)
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.origin = f"https://localhost:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
