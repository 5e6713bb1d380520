"""One arrangement with its gateway and handler: sends the requests of a case, breaks parts, and checks the records."""
import contextlib
import itertools
import socket
import threading
import time

import deliveries
from arrangements import Ports
from cases import one
from deliveries import HOST, post
from handler import Handler
from processes import Process, free_ports
from wire import Peer

# Headers that vsw sets. `differences` also searches for names with `_`: some servers read it as `-`.
OURS = {"x-vsw-event", "x-vsw-application", "x-vsw-api-key", "x-vsw-token-id"}


class Setup(contextlib.ExitStack):
    def __init__(self, arrangement, vsw, directory, certificate):
        super().__init__()
        self.arrangement, self.vsw, self.directory = arrangement, vsw, directory
        self.certificate = certificate
        front, gateway, metrics, authz, handler = free_ports(5)
        is_direct = not arrangement.programs
        self.ports = Ports(gateway if is_direct else front, gateway, metrics, authz, handler)
        has_tls = not is_direct or arrangement.has_tls
        self.peer = Peer(self.ports.front, certificate if has_tls else None)
        self.gateway, self.handler, self.proxies = None, None, []

    def __enter__(self):
        self.handler = Handler(self.ports.handler)
        try:
            self.start_gateway()
            self.proxies = self.arrangement.start(self.directory, self.ports, self.certificate)
            self.wait_until_it_passes()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *error):
        self.close()

    def close(self):
        for process in filter(None, [*self.proxies, self.gateway]):
            process.stop()
        self.handler.stop()

    def start_gateway(self):
        ports = self.ports
        command = [self.vsw, "gateway", "--metrics", f"127.0.0.1:{ports.metrics}",
                   "--metrics-host", f"vsw:{ports.metrics}",  # the Host of the checks of HAProxy and Envoy
                   *self.arrangement.gateway_options(self.certificate)]
        if self.arrangement.is_authorizer:
            command += ["--ext-authz", f"127.0.0.1:{ports.authz}"]
            listeners = [ports.authz, ports.metrics]
        else:
            command += ["--upstream", f"http://127.0.0.1:{ports.handler}", "--bind", f"127.0.0.1:{ports.gateway}"]
            listeners = [ports.gateway, ports.metrics]
        environment = {"VONAGE_SIGNATURE_SECRET": deliveries.SECRET.decode()}
        self.gateway = Process(command, self.directory, environment)
        self.gateway.wait_for(*listeners)

    def wait_until_it_passes(self):
        """Waits until a genuine webhook gets an answer of the gateway: proxies check its health every 2 s."""
        deadline = time.monotonic() + 15
        while (found := self.peer.send(one(post()).requests[0])) not in (["200"], ["501"], ["500"], ["401"]):
            assert time.monotonic() < deadline, f"a genuine delivery gets {found}"
            time.sleep(0.1)
        self.handler.take()

    def try_case(self, case):
        """Returns the result of a case, and a list of errors."""
        exchange = case.make()
        with getattr(self, case.fault)() if case.fault else contextlib.nullcontext():
            responses = [self.peer.send(raw, exchange.pause) for raw in exchange.requests]
        # The last response may come before the handler is done with a delivery that the gateway gave up.
        time.sleep(0.05 if not exchange.pause else 0.2)
        records = self.handler.take()
        wrong = [differences(record, exchange.delivery) for record in records]
        result = marked(responses, [not each for each in wrong])
        if case.fault:
            self.wait_until_it_passes()
        wrong = [] if self.arrangement.is_broken else [text for each in wrong for text in each]
        return result, wrong + self.next_sender()

    def next_sender(self):
        """Sends a genuine delivery. Returns what is wrong with its result, if genuine ones pass in this arrangement."""
        delivery = post()
        found = self.peer.send(one(delivery).requests[0])
        records = self.handler.take()
        if found == ["200"] and len(records) == 1:
            return differences(records[0], delivery)
        if self.arrangement.is_broken and found in (["401"], ["501"]) and not records:
            return []
        return [f"the next genuine delivery gets {found}, and the handler {records}"]

    # Faults.

    @contextlib.contextmanager
    def handler_down(self):
        self.handler.stop()
        yield
        self.handler.start()

    @contextlib.contextmanager
    def gateway_down(self):
        self.gateway.stop()
        yield
        self.start_gateway()

    @contextlib.contextmanager
    def gateway_closes(self):
        """Replaces the gateway by a server that reads a request and closes the connection."""
        self.gateway.stop()
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", self.ports.authz if self.arrangement.is_authorizer else self.ports.gateway))
        listener.listen()

        def serve():
            with contextlib.suppress(OSError):
                while True:
                    connection, _ = listener.accept()
                    with connection:
                        connection.recv(65536)

        threading.Thread(target=serve, daemon=True).start()
        yield
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        self.start_gateway()


def marked(responses, reached):
    """Marks the first statuses with what the handler got: `*` the delivery, `!` anything else."""
    marks = ["*" if is_genuine else "!" for is_genuine in reached]
    texts = [status for statuses in responses for status in statuses]
    pairs = itertools.zip_longest(texts, marks, fillvalue="")
    return " ".join(text + mark for text, mark in pairs)


def differences(record, delivery):
    """Returns how the handler's request differs from what it may get."""
    if delivery is None:
        return [f"the handler got {record}"]
    wrong = []
    # `;` as %3B is the same by the rule of a GET.
    target = record.target.replace("%3B", ";")
    for what, found, sent in [("method", record.method, delivery.method), ("target", target, delivery.target),
                              ("body", record.body, delivery.body),
                              ("Authorization", record.values("authorization"), [delivery.bearer]),
                              ("Host", record.values("host"), [HOST])]:
        if found != sent:
            wrong.append(f"{what} at the handler: {str(found)[:300]}, sent: {str(sent)[:300]}")
    ours = [(name, value) for name, value in record.headers if name.replace("_", "-").startswith("x-vsw-")]
    names = [name for name, _ in ours]
    if not set(names) <= OURS or len(set(names)) != len(names):
        wrong.append(f"headers of vsw: {ours}")
    if b'"answered"' in delivery.body and record.values("x-vsw-event") != ["answered"]:
        wrong.append(f"X-Vsw-Event: {ours}")
    if any("ffffffff" in value for _, value in ours):
        wrong.append(f"the sender's X-Vsw-Application: {ours}")
    return wrong
