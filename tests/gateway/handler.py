"""The handler behind the gateway: records what it gets. It can be stopped and started at its address."""
import contextlib
import dataclasses
import http.server
import re
import socket
import sys
import threading
import time


@dataclasses.dataclass(frozen=True)
class Record:
    method: str
    target: str
    headers: tuple  # pairs, in order, names in lower case
    body: bytes

    def values(self, name):
        return [value for key, value in self.headers if key == name]


class Handler:
    """`/webhooks/status/NNN` responds with that status, `/webhooks/wait/MS` after that time, all else with 200."""

    def __init__(self, port):
        self.port, self.records, self.lock = port, [], threading.Lock()
        self.malformed, self.connections, self.server = [], set(), None
        self.start()

    def start(self):
        handler = self

        class Connection(_Connection):
            owner = handler

        class Server(http.server.ThreadingHTTPServer):
            request_queue_size = 256

            def handle_error(self, request, client_address):
                """Ignores connections that the gateway or a test closed; prints every other error."""
                if not isinstance(sys.exc_info()[1], OSError):
                    super().handle_error(request, client_address)

        self.server = Server(("127.0.0.1", self.port), Connection)
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()
        with self.lock:
            open_connections, self.connections = self.connections, set()
        for connection in open_connections:
            with contextlib.suppress(OSError):  # closed by the gateway
                connection.shutdown(socket.SHUT_RDWR)

    def take(self):
        """Returns the records since the last call. Fails if something came that is no request."""
        with self.lock:
            records, self.records = self.records, []
            malformed, self.malformed = self.malformed, []
        if malformed:
            raise AssertionError(f"the handler got a malformed request: {malformed}")
        return records


class _Connection(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def setup(self):
        super().setup()
        with self.owner.lock:
            self.owner.connections.add(self.connection)

    def finish(self):
        with self.owner.lock:
            self.owner.connections.discard(self.connection)
        with contextlib.suppress(OSError):  # `stop` closed the connection
            super().finish()

    def log_message(self, *_):
        pass

    def send_error(self, code, message=None, explain=None):
        self.owner.malformed.append((code, message, self.raw_requestline))
        super().send_error(code, message, explain)

    def respond(self):
        body = self.chunked() if self.headers.get("transfer-encoding") else self.rfile.read(
            int(self.headers.get("content-length", "0")))
        headers = tuple((name.lower(), value) for name, value in self.headers.items())
        with self.owner.lock:
            self.owner.records.append(Record(self.command, self.path, headers, body))
        if wait := re.match("/webhooks/wait/([0-9]+)", self.path):
            time.sleep(int(wait[1]) / 1000)
        status = re.match("/webhooks/status/([0-9]{3})", self.path)
        with contextlib.suppress(OSError):  # the gateway may not have waited
            self.send_response(int(status[1]) if status else 200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"ok")

    def chunked(self):
        body = b""
        while size := int(self.rfile.readline().split(b";")[0], 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        while self.rfile.readline().strip():
            pass
        return body

    do_GET = do_POST = do_PUT = do_DELETE = do_OPTIONS = respond
