"""Sends bytes and reads the statuses of the responses. Not an HTTP client: a client would repair malformed requests."""
import re
import socket
import ssl

import http2
from deliveries import HOST

PATIENCE = 9


class Peer:
    """An address to send to. With `certificate`, by TLS."""

    def __init__(self, port, certificate=None):
        self.port, self.tls = port, None
        if certificate:
            self.tls = ssl.create_default_context(cafile=certificate)

    def connect(self, protocols=("http/1.1",)):
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if self.tls:
            self.tls.set_alpn_protocols(list(protocols))
            connection = self.tls.wrap_socket(connection, server_hostname=HOST)
        return connection

    def send(self, raw, pause=0.0):
        """Sends `raw` on a new connection. Returns the statuses as text: `closed` without a response, `none` after 9 s;
        `-` if the server does not speak HTTP/2.

        With a pause, waits for it after each response, because the bytes may be two requests to a lenient reader.
        """
        try:
            if isinstance(raw, http2.Http2Request):
                return self.send_http2(raw)
            with self.connect() as connection:
                return _responses(connection, raw, pause)
        except (ConnectionError, ssl.SSLError) as error:
            return ["refused" if isinstance(error, ConnectionRefusedError) else "closed"]
        except TimeoutError:
            return ["none"]

    def send_http2(self, request):
        if not self.tls:
            return ["-"]
        with self.connect(["h2", "http/1.1"]) as connection:
            return http2.send(connection, request) if connection.selected_alpn_protocol() == "h2" else ["-"]


def _responses(connection, raw, pause):
    try:
        connection.sendall(raw)
    except (ConnectionError, ssl.SSLError):
        pass  # a server may respond before it has read everything, and close
    statuses, buffer = [], b""
    while True:
        response, buffer = _response(connection, buffer)
        if response is None:
            return statuses or ["closed"]
        statuses.append(response)
        if not pause:
            return statuses
        connection.settimeout(pause)
        try:
            buffer += connection.recv(65536) if not buffer else b""
        except TimeoutError:
            return statuses
        except (ConnectionError, ssl.SSLError):
            return statuses
        if not buffer:
            return statuses
        connection.settimeout(PATIENCE)


def _response(connection, buffer):
    """Reads one final response. Returns its status and the bytes after it; None if the connection ended before."""
    def more():
        nonlocal buffer
        try:
            data = connection.recv(65536)
        except (ConnectionError, ssl.SSLError):
            data = b""
        buffer += data
        return bool(data)

    while b"\r\n\r\n" not in buffer:
        if not more():
            return None, b""
    head, _, buffer = buffer.partition(b"\r\n\r\n")
    status = head.split(b" ", 2)[1].decode()
    if status.startswith("1"):
        return _response(connection, buffer)
    length = re.search(rb"(?mi)^content-length:\s*(\d+)", head)
    if re.search(rb"(?mi)^transfer-encoding:\s*chunked", head):
        while b"0\r\n\r\n" not in buffer and more():
            pass
        return status, buffer.partition(b"0\r\n\r\n")[2]
    if length:
        while len(buffer) < int(length[1]) and more():
            pass
        return status, buffer[int(length[1]):]
    if status not in ("204", "304"):
        while more():
            pass
        return status, b""
    return status, buffer
