"""The least of HTTP/2 that can send a malformed request: one stream, headers as literals, and the response's status."""
import dataclasses
import struct

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
DATA, HEADERS, RST_STREAM, SETTINGS, PING, GOAWAY, WINDOW_UPDATE = 0, 1, 3, 4, 6, 7, 8
END_STREAM, END_HEADERS, ACK, PADDED, PRIORITY = 1, 4, 1, 8, 32
# The Huffman codes of digits (RFC 7541, appendix B).
DIGITS = {"00000": "0", "00001": "1", "00010": "2", "011001": "3", "011010": "4", "011011": "5", "011100": "6",
          "011101": "7", "011110": "8", "011111": "9"}
# The entries of the static table from 8 on.
STATUSES = ["200", "204", "206", "304", "400", "404", "500"]


@dataclasses.dataclass(frozen=True)
class Http2Request:
    headers: list  # pairs of bytes, pseudo-headers first
    body: bytes


def frame(kind, flags, stream, payload=b""):
    return struct.pack("!I", len(payload))[1:] + bytes([kind, flags]) + struct.pack("!I", stream) + payload


def integer(value, bits):
    largest = 2 ** bits - 1
    if value < largest:
        return bytes([value])
    value, made = value - largest, [largest]
    while value >= 128:
        made.append(value % 128 + 128)
        value //= 128
    return bytes([*made, value])


def block(headers):
    """Header fields as literals without an index and without Huffman codes."""
    return b"".join(b"\x00" + b"".join(integer(len(part), 7) + part for part in pair) for pair in headers)


def send(connection, request):
    """Sends a request. Returns one status: `reset` if the server reset the stream or sent GOAWAY, `closed` without a response."""
    flags = END_HEADERS | (0 if request.body else END_STREAM)
    raw = PREFACE + frame(SETTINGS, 0, 0) + frame(HEADERS, flags, 1, block(request.headers))
    if request.body:
        raw += frame(DATA, END_STREAM, 1, request.body)
    connection.sendall(raw)
    buffer = b""
    while True:
        while len(buffer) < 9 or len(buffer) < 9 + int.from_bytes(buffer[:3]):
            data = connection.recv(65536)
            if not data:
                return ["closed"]
            buffer += data
        length = int.from_bytes(buffer[:3])
        kind, flags, payload = buffer[3], buffer[4], buffer[9:9 + length]
        buffer = buffer[9 + length:]
        if kind == HEADERS:
            return [status(payload[(1 if flags & PADDED else 0) + (5 if flags & PRIORITY else 0):])]
        if kind in (RST_STREAM, GOAWAY):
            return ["reset"]
        if kind in (SETTINGS, PING) and not flags & ACK:
            connection.sendall(frame(kind, ACK, 0, payload if kind == PING else b""))


def status(fields):
    """Reads `:status`, which is the first field, after changes of the table's size."""
    at = 0
    while fields[at] & 0xE0 == 0x20:
        at += 1
    if fields[at] & 0x80:
        return STATUSES[(fields[at] & 0x7F) - 8]
    assert 8 <= fields[at] & (0x3F if fields[at] & 0x40 else 0x0F) <= 14, fields
    length = fields[at + 1]
    value = fields[at + 2:at + 2 + (length & 0x7F)]
    if not length & 0x80:
        return value.decode()
    bits, digits = "".join(f"{byte:08b}" for byte in value), ""
    while len(digits) < 3:
        code = next(code for code in DIGITS if bits.startswith(code))
        digits, bits = digits + DIGITS[code], bits[len(code):]
    return digits
