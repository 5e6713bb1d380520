"""The requests of the matrix, as bytes. Each call of `make` creates a new token."""
import dataclasses

import deliveries
from deliveries import HOST, event, get, post
from http2 import Http2Request

CRLF = "\r\n"


@dataclasses.dataclass(frozen=True)
class Exchange:
    """Requests, each for a connection of its own, and the one delivery that may reach the handler."""
    requests: list
    delivery: object
    # Seconds to wait for a second response on a connection: a reader may find two requests in the bytes.
    pause: float = 0.0


@dataclasses.dataclass(frozen=True)
class Case:
    name: str
    make: object
    # Fault while the requests are sent: the name of a method of `Setup`.
    fault: str = None


CASES = []


def case(name, fault=None):
    def add(make):
        CASES.append(Case(name, make, fault))
        return make
    return add


def head(method, target, *lines, end=CRLF):
    return end.join([f"{method} {target} HTTP/1.1", f"Host: {HOST}", *lines, "", ""]).encode()


def plain(delivery, *lines, bearer=True, before=()):
    """The delivery as a well-formed request; `before` and `lines` are headers around its Authorization."""
    authorization = [f"Authorization: {delivery.bearer}"] if bearer else []
    kind = ["Content-Type: application/json"] if delivery.method == "POST" else []
    length = [f"Content-Length: {len(delivery.body)}"] if delivery.method == "POST" else []
    return head(delivery.method, delivery.target, *before, *authorization, *lines, *kind, *length) + delivery.body


SAME = object()


def one(delivery, *lines, allowed=SAME, **more):
    """One request. If the delivery is not genuine, `allowed` is None."""
    return Exchange([plain(delivery, *lines, **more)], delivery if allowed is SAME else allowed)


def chunks(body, size=7):
    """The body in the chunked coding."""
    pieces = [body[at:at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def chunked(delivery, *lines, size=7):
    authorization = f"Authorization: {delivery.bearer}"
    return head(delivery.method, delivery.target, authorization, *lines) + chunks(delivery.body, size)


SMUGGLED = head("POST", "/webhooks/smuggled", "Content-Length: 2") + b"{}"


def smuggling(raw, delivery):
    return Exchange([raw], delivery, pause=0.4)


# Genuine.

case("genuine POST")(lambda: one(post()))
case("genuine GET")(lambda: one(get("from=447700900000&to=442079460000&uuid=abc&conversation_uuid=CON-1")))
case("GET, unusual query")(lambda: one(get("b=%2B+x&a=%C3%BC&c=&e=%7e/?:@!$'()*,&f=[]")))
# A proxy may write it as %3B, which is the same by the rule of a GET.
case("GET, `;` in the query")(lambda: one(get("d=a;b")))
case("binary body")(lambda: one(post(bytes(range(256)) + b"\r\n0\r\n\r\n\0\xff")))
case("empty body")(lambda: one(post(b"")))
case("200 kB")(lambda: one(post(event(x="x" * 200_000))))


@case("chunked")
def _():
    delivery = post()
    return Exchange([chunked(delivery, "Transfer-Encoding: chunked")], delivery)


@case("chunked, 200 kB")
def _():
    delivery = post(event(x="x" * 200_000))
    return Exchange([chunked(delivery, "Transfer-Encoding: chunked", size=4000)], delivery)


case("Expect: 100-continue")(lambda: one(post(), "Expect: 100-continue"))

# Refused.

case("unsigned")(lambda: one(post(), bearer=False, allowed=None))
case("unsigned GET")(lambda: one(get("uuid=abc"), bearer=False, allowed=None))
case("wrong signature")(lambda: one(post(secret=deliveries.OTHER_SECRET), allowed=None))


@case("another body")
def _():
    delivery = post()
    return one(dataclasses.replace(delivery, body=delivery.body + b" "), allowed=None)


@case("POST with the token of a GET")
def _():
    delivery = get("uuid=abc&status=answered")
    return one(dataclasses.replace(delivery, method="POST", body=event()), allowed=None)


case("1 MiB + 1 byte")(lambda: one(post(b"x" * (1024 * 1024 + 1))))


@case("1 MiB + 1 byte, chunked")
def _():
    delivery = post(b"x" * (1024 * 1024 + 1))
    return Exchange([chunked(delivery, "Transfer-Encoding: chunked", size=65536)], delivery)


@case("method PUT")
def _():
    return one(dataclasses.replace(post(), method="PUT"), allowed=None)


def repeated(delivery, *lines):
    return Exchange([plain(delivery, *lines)] * 2, delivery)


case("the same token twice")(lambda: repeated(post()))
case("… with one X-Request-Id")(lambda: repeated(post(), "X-Request-Id: 1b671a64-40d5-491e-99b0-da01ff1f3341"))
case("… after the handler's 500")(lambda: repeated(post(path="/webhooks/status/500")))

# Headers.


def forged():
    return f"Authorization: Bearer {deliveries.token(b'', secret=deliveries.OTHER_SECRET)}"


case("two Authorization, genuine first")(lambda: one(post(), forged()))
case("two Authorization, genuine last")(lambda: one(post(), before=[forged()]))


@case("Authorization with a list")
def _():
    delivery = post()
    both = f"Authorization: {delivery.bearer}, {forged().partition(': ')[2]}"
    return one(delivery, both, bearer=False)


case("X-Vsw-Event from the sender")(lambda: one(post(), "X-Vsw-Event: completed"))
case("X_Vsw_Event from the sender")(lambda: one(post(), "X_Vsw_Event: completed"))
case("X-Vsw-Application, none in the token")(
    lambda: one(post(application=None), "X-Vsw-Application: ffffffff-bbbb-cccc-dddd-0123456789ab"))
case("Connection: authorization")(lambda: one(post(), "Connection: authorization"))
case("Connection: x-vsw-event")(lambda: one(post(), "Connection: keep-alive, x-vsw-event"))

# Faults.

case("handler answers 500")(lambda: one(post(path="/webhooks/status/500")))
case("handler answers 502")(lambda: one(post(path="/webhooks/status/502")))
case("handler takes 5.5 s")(lambda: one(post(path="/webhooks/wait/5500")))
case("handler down", fault="handler_down")(lambda: one(post()))
case("gateway down", fault="gateway_down")(lambda: one(post()))
case("gateway ends in flight", fault="gateway_closes")(lambda: one(post()))

# Requests that two parsers may read differently. `SMUGGLED` is unsigned and must not reach the handler.


@case("CL and TE, the body by TE")
def _():
    delivery = post()
    body = chunks(delivery.body) + SMUGGLED
    authorization = f"Authorization: {delivery.bearer}"
    lines = [authorization, f"Content-Length: {len(body)}", "Transfer-Encoding: chunked"]
    return smuggling(head("POST", delivery.target, *lines) + body, delivery)


@case("CL and TE, the body by CL")
def _():
    body = b"0\r\n\r\n" + SMUGGLED
    delivery = post(body)
    authorization = f"Authorization: {delivery.bearer}"
    lines = [authorization, "Transfer-Encoding: chunked", f"Content-Length: {len(body)}"]
    return smuggling(head("POST", delivery.target, *lines) + body, delivery)


def coded(*codings):
    """A chunked body under unusual `Transfer-Encoding` lines, with a second request behind it."""
    def make():
        delivery = post()
        return smuggling(chunked(delivery, *codings) + SMUGGLED, delivery)
    return make


def with_length(*codings):
    """The same, but with a length that covers the body and the second request."""
    def make():
        body = b"0\r\n\r\n" + SMUGGLED
        delivery = post(body)
        lines = [f"Authorization: {delivery.bearer}", f"Content-Length: {len(body)}", *codings]
        return smuggling(head("POST", delivery.target, *lines) + body, delivery)
    return make


case("TE.TE: chunked, identity")(coded("Transfer-Encoding: chunked", "Transfer-Encoding: identity"))
case("TE.TE: identity, chunked")(coded("Transfer-Encoding: identity", "Transfer-Encoding: chunked"))
case("TE.TE: chunked twice")(coded("Transfer-Encoding: chunked", "Transfer-Encoding: chunked"))
case("TE: xchunked, and CL")(with_length("Transfer-Encoding: xchunked"))
case("TE: vertical tab, and CL")(with_length("Transfer-Encoding: \x0bchunked"))
case("TE folded, and CL")(with_length("Transfer-Encoding:\r\n chunked"))
case("space before the colon of TE, and CL")(with_length("Transfer-Encoding : chunked"))
case("underscore in TE, and CL")(with_length("Transfer_Encoding: chunked"))


def lengths(second):
    def make():
        delivery = post()
        return smuggling(plain(delivery, f"Content-Length: {second(len(delivery.body))}") + SMUGGLED, delivery)
    return make


case("CL twice, equal")(lengths(lambda length: length))
case("CL twice, different")(lengths(lambda length: length + len(SMUGGLED)))
@case("CL with a sign")
def _():
    delivery = post()
    lines = [f"Authorization: {delivery.bearer}", f"Content-Length: +{len(delivery.body)}"]
    return smuggling(head("POST", delivery.target, *lines) + delivery.body + SMUGGLED, delivery)


@case("bare LF in the head")
def _():
    delivery = post()
    lines = [f"Authorization: {delivery.bearer}", f"Content-Length: {len(delivery.body)}"]
    return smuggling(head("POST", delivery.target, *lines, end="\n") + delivery.body, delivery)


@case("bare LF between chunks")
def _():
    delivery = post()
    body = b"%x\n%s\n0\n\n" % (len(delivery.body), delivery.body)
    lines = [f"Authorization: {delivery.bearer}", "Transfer-Encoding: chunked"]
    return smuggling(head("POST", delivery.target, *lines) + body, delivery)


@case("chunk extension")
def _():
    delivery = post()
    body = b"%x;a=b\r\n%s\r\n0\r\n\r\n" % (len(delivery.body), delivery.body)
    lines = [f"Authorization: {delivery.bearer}", "Transfer-Encoding: chunked"]
    return smuggling(head("POST", delivery.target, *lines) + body + SMUGGLED, delivery)


@case("obs-fold in Authorization")
def _():
    delivery = post()
    return smuggling(plain(delivery, f"Authorization: Bearer\r\n {delivery.token}", bearer=False), delivery)


@case("absolute-form")
def _():
    delivery = post()
    raw = plain(dataclasses.replace(delivery, target=f"http://{HOST}{delivery.target}"))
    return smuggling(raw, delivery)


@case("GET with a body")
def _():
    delivery = get("uuid=abc")
    lines = [f"Authorization: {delivery.bearer}", f"Content-Length: {len(SMUGGLED)}"]
    return smuggling(head("GET", delivery.target, *lines) + SMUGGLED, None)


@case("two requests at once")
def _():
    delivery = post()
    return smuggling(plain(delivery) + SMUGGLED, delivery)


# By HTTP/2, which the proxy turns into HTTP/1.1 for the gateway.


def http2(delivery, *more, body=None, path=None, allowed=SAME):
    headers = [(":method", delivery.method), (":scheme", "https"), (":authority", HOST),
               (":path", path or delivery.target), ("authorization", delivery.bearer),
               ("content-type", "application/json"), *more]
    pairs = [(name.encode(), value.encode()) for name, value in headers]
    request = Http2Request(pairs, delivery.body if body is None else body)
    return Exchange([request], delivery if allowed is SAME else allowed)


case("HTTP/2: genuine POST")(lambda: http2(post()))
case("HTTP/2: genuine GET")(lambda: http2(get("uuid=abc")))
case("HTTP/2: two Authorization")(lambda: http2(post(), ("authorization", forged().partition(": ")[2])))
case("HTTP/2: length 0, with a body")(lambda: http2(post(b""), ("content-length", "0"), body=SMUGGLED))
case("HTTP/2: length too long")(lambda: http2(post(), ("content-length", "1000")))


@case("HTTP/2: length of the first of two")
def _():
    delivery = post()
    return http2(delivery, ("content-length", str(len(delivery.body))), body=delivery.body + SMUGGLED)


@case("HTTP/2: Transfer-Encoding")
def _():
    body = b"0\r\n\r\n" + SMUGGLED
    return http2(post(body), ("transfer-encoding", "chunked"))


@case("HTTP/2: CR LF in a value")
def _():
    body = b"0\r\n\r\n" + SMUGGLED
    return http2(post(body), ("x-a", "b\r\ntransfer-encoding: chunked"))


@case("HTTP/2: CR LF in a name")
def _():
    body = b"0\r\n\r\n" + SMUGGLED
    return http2(post(body), ("x-a: b\r\ntransfer-encoding", "chunked"))


@case("HTTP/2: CR LF in the path")
def _():
    delivery = post()
    path = f"{delivery.target} HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 0\r\n\r\nPOST /webhooks/smuggled"
    return http2(delivery, path=path)


# As %20, it is a path like any other.
case("HTTP/2: space in the path")(
    lambda: http2(post(path="/webhooks/event%20HTTP/1.1"), path="/webhooks/event HTTP/1.1"))
case("HTTP/2: x-vsw-event in capitals")(lambda: http2(post(), ("X-Vsw-Event", "completed")))
