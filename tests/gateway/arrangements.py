"""The arrangements of proxy, gateway and handler: the proxies run files of examples/gateway or `authorizers` at other addresses."""
import dataclasses
import os
import pathlib
import re

from deliveries import HOST
from processes import Process, find

HERE = pathlib.Path(__file__).parent
EXAMPLES = HERE.parent.parent / "examples/gateway"


@dataclasses.dataclass
class Ports:
    """`front`: where the client sends; `gateway`, `authz` and `metrics`: of vsw."""
    front: int
    gateway: int
    metrics: int
    authz: int
    handler: int
    # Of a second replica: gateway, metrics.
    replica: tuple = None


def with_replica(text, ports):
    """Adds the second replica after the first one's line."""
    lines = []
    for line in text.splitlines(keepends=True):
        lines.append(line)
        if ports.replica and re.match(r"\s*server (a )?127\.0\.0\.1:8080", line):
            gateway, metrics = ports.replica
            second = line.replace("server a", "server b").replace("127.0.0.1:8080", f"127.0.0.1:{gateway}")
            lines.append(second.rstrip("\n") + f" port {metrics}\n" if "server b" in second else second)
    assert not ports.replica or len(lines) == text.count("\n") + 1, "not exactly one line for a replica"
    return "".join(lines)


def rewrite(source, target, ports, certificate, **more):
    """Copies a configuration with the test's addresses. Every address of the file must be one that is known here."""
    text = with_replica(source.read_text(), ports)
    known = {**more, "127.0.0.1:8080": f"127.0.0.1:{ports.gateway}", "127.0.0.1:8081": f"127.0.0.1:{ports.authz}",
             "127.0.0.1:3000": f"127.0.0.1:{ports.handler}", "port_value: 8080": f"port_value: {ports.gateway}",
             "port_value: 8081": f"port_value: {ports.authz}", "port_value: 3000": f"port_value: {ports.handler}",
             "9464": str(ports.metrics), ":443": f":{ports.front}", "listen 443": f"listen {ports.front}",
             "port_value: 443": f"port_value: {ports.front}", "/etc/vsw/tls": str(certificate.parent)}
    for old in more:
        assert old in text, f"{source} has no {old}"
    # In one pass, so that nothing in a new text is replaced. Longer texts first: one may contain another.
    patterns = [re.escape(old) + (r"(?!\d)" if old[-1].isdigit() else "") for old in sorted(known, key=len, reverse=True)]
    target.write_text(re.sub("|".join(patterns), lambda found: known[found[0]], text))
    return target


class Arrangement:
    """One proxy with one configuration."""
    programs = ()
    # An authorizer is asked by the proxy, which then sends the delivery to the handler itself.
    is_authorizer = False
    # Not an example: the handler may get deliveries that are not genuine, and the table records them.
    is_broken = False

    def __init__(self, name, title):
        self.name, self.title = name, title

    def missing(self):
        return [name for name in self.programs if not find(name)]

    def start(self, directory, ports, certificate):
        """Starts the proxy and returns its processes."""
        raise NotImplementedError

    def gateway_options(self, certificate):
        return []


class Direct(Arrangement):
    """The client speaks to the gateway itself."""

    def __init__(self, name, title, has_tls):
        super().__init__(name, title)
        self.has_tls = has_tls

    def start(self, directory, ports, certificate):
        return []

    def gateway_options(self, certificate):
        return ["--tls-cert", certificate, "--tls-key", certificate.parent / "key.pem"] if self.has_tls else []


class Nginx(Arrangement):
    programs = ("nginx",)
    source = EXAMPLES / "nginx.conf"

    def start(self, directory, ports, certificate):
        site = rewrite(self.source, directory / "site.conf", ports, certificate)
        main = directory / "nginx.conf"
        # Otherwise the workers of a root's nginx are another user, who cannot read the test's directory.
        user = "user root;\n" if os.geteuid() == 0 else ""
        paths = "\n".join(f"    {kind}_temp_path {directory}/{kind};"
                          for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        main.write_text(f"{user}daemon off;\npid {directory}/nginx.pid;\nerror_log {directory}/error.log;\n"
                        f"worker_processes 1;\nevents {{ worker_connections 8192; }}\n"
                        f"http {{\n    access_log off;\n{paths}\n    include {site};\n}}\n")
        return [Process([find("nginx"), "-c", main, "-p", directory], directory).wait_for(ports.front)]


class NginxAuthRequest(Nginx):
    source = HERE / "authorizers/nginx-auth-request.conf"
    is_authorizer = True
    is_broken = True


class Haproxy(Arrangement):
    programs = ("haproxy",)

    def start(self, directory, ports, certificate):
        (directory / "both.pem").write_text(certificate.read_text() + (certificate.parent / "key.pem").read_text())
        configuration = rewrite(EXAMPLES / "haproxy.cfg", directory / "haproxy.cfg", ports, certificate,
                                **{"/etc/vsw/tls/both.pem": str(directory / "both.pem")})
        return [Process([find("haproxy"), "-db", "-f", configuration], directory).wait_for(ports.front)]


class Envoy(Arrangement):
    programs = ("envoy",)

    def __init__(self, name, title, source, is_authorizer=False, replaced=None):
        super().__init__(name, title)
        self.source, self.is_authorizer = EXAMPLES / source, is_authorizer
        self.replaced, self.is_broken = replaced or {}, bool(replaced)

    def start(self, directory, ports, certificate):
        configuration = rewrite(self.source, directory / "envoy.yaml", ports, certificate,
                                **self.replaced)
        command = [find("envoy"), "-c", configuration, "--log-level", "warn", "--concurrency", "1",
                   "--disable-hot-restart"]
        return [Process(command, directory).wait_for(ports.front)]


class Traefik(Arrangement):
    programs = ("traefik",)
    dynamic = EXAMPLES / "traefik-dynamic.yml"

    def start(self, directory, ports, certificate):
        dynamic = rewrite(self.dynamic, directory / "traefik-dynamic.yml", ports, certificate)
        static = rewrite(EXAMPLES / "traefik.yml", directory / "traefik.yml", ports, certificate,
                         **{"/etc/traefik/traefik-dynamic.yml": str(dynamic)})
        return [Process([find("traefik"), f"--configFile={static}"], directory).wait_for(ports.front)]


class TraefikForwardAuth(Traefik):
    dynamic = HERE / "authorizers/traefik-forward-auth.yml"
    is_authorizer = True
    is_broken = True


class Caddy(Arrangement):
    programs = ("caddy",)
    source = EXAMPLES / "Caddyfile"

    def start(self, directory, ports, certificate):
        # Our own certificate: a test cannot get one from a public authority.
        tls = f"{{$VSW_SITE:webhooks.example.com}} {{\n\ttls {certificate} {certificate.parent}/key.pem"
        configuration = rewrite(self.source, directory / "Caddyfile", ports, certificate,
                                **{"{$VSW_SITE:webhooks.example.com} {": tls})
        options = "{\n\tadmin off\n\tpersist_config off\n\tauto_https disable_redirects\n}\n"
        configuration.write_text(options + configuration.read_text())
        environment = {"VSW_SITE": f"https://{HOST}:{ports.front}"}
        command = [find("caddy"), "run", "--adapter", "caddyfile", "--config", configuration]
        return [Process(command, directory, environment).wait_for(ports.front)]


class CaddyForwardAuth(Caddy):
    source = HERE / "authorizers/Caddyfile"
    is_authorizer = True
    is_broken = True


# Edits that remove the Envoy example's protections, as users may configure it.
ENVOY_TRAPS = {
    "                      status_on_error: {code: ServiceUnavailable}\n": "",
    "                use_remote_address: true\n": "",
    ", headers_with_underscores_action: REJECT_REQUEST": "",
    "                      http_service:\n": """\
                      allowed_headers: {patterns: [{exact: x-request-id}]}
                      http_service:
""",
}

ARRANGEMENTS = [
    Direct("direct", "no proxy", has_tls=False),
    Direct("direct-tls", "no proxy, TLS", has_tls=True),
    Nginx("nginx", "nginx"),
    Haproxy("haproxy", "HAProxy"),
    Envoy("envoy", "Envoy", "envoy.yaml"),
    Traefik("traefik", "Traefik"),
    Caddy("caddy", "Caddy"),
    Envoy("envoy-ext-authz", "Envoy `ext_authz`", "envoy-ext-authz.yaml", is_authorizer=True),
    Envoy("envoy-ext-authz-defaults", "the same without its settings", "envoy-ext-authz.yaml", is_authorizer=True,
          replaced=ENVOY_TRAPS),
    TraefikForwardAuth("traefik-forward-auth", "Traefik `forwardAuth`"),
    NginxAuthRequest("nginx-auth-request", "nginx `auth_request`"),
    CaddyForwardAuth("caddy-forward-auth", "Caddy `forward_auth`"),
]
