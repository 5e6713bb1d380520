#!/usr/bin/env python3
"""Checks the sandbox's responses, and the requests it received, against the vendor's OpenAPI documents.

    vsw sandbox --apps 25 -- python3 tests/openapi/check.py

Needs PyYAML and jsonschema. Environment: VSW_VENDOR_OPENAPI (the directory of application.v2.yml and voice.yml; without
it the script checks nothing and prints a message), VSW_API_URL and the other variables that `vsw sandbox --` sets.

It reads the requests in the sandbox's log (mostly those of `vsw`, which ran before), then sends every documented
request itself, for each success and each documented error. It prints each exchange that violates the documents, and
then exits with 1. The documents are older than `signed_callbacks`, so unknown members are allowed. They mark few
members as required; this script also requires every documented member of an error or a page, and an error's `type`
fragment and `title` must be those of the documents' example. The Voice API's document has no errors; they are compared
with the vendor's common ones. It restricts the type of an endpoint only in a description; the script enforces it, since each phone would also be a SIP endpoint otherwise.

    --exchanges FILE   check a dump instead of a running sandbox
    --dump FILE        write the checked exchanges, for --exchanges
    --self-test        also add known violations to the checked exchanges, and fail if one is not found
"""

import argparse
import base64
import copy
import json
import os
import pathlib
import re
import sys
import urllib.error
import urllib.parse
import urllib.request

import jsonschema
import yaml

# Write no __pycache__ into the checkout.
sys.dont_write_bytecode = True
import voice  # noqa: E402

# The vendor's common errors, by status.
COMMON = {"401": "BadCredentialsError", "404": "NotFoundError", "405": "InvalidRequestMethod",
          "406": "InvalidAcceptHeader", "415": "UnsupportedContentTypeHeader"}
METHODS = ("get", "post", "put", "delete", "patch")


class Documents:
    """The vendor's documents: operations by method and path, with every $ref replaced by its target."""

    def __init__(self, directory):
        self.directory = pathlib.Path(directory)
        self.files = {}
        self.paths = []
        for file in sorted(self.directory.glob("*.yml")):
            document = self.load(file)
            base = urllib.parse.urlsplit(document["servers"][0]["url"]).path.rstrip("/")
            for path, item in document["paths"].items():
                pattern = "/".join("[^/]+" if part.startswith("{") else re.escape(part)
                                   for part in (base + path).rstrip("/").split("/"))
                operations = {method: self.resolved(item[method], file) for method in METHODS if method in item}
                if file.stem == "voice":
                    for operation in operations.values():
                        self.add_common_errors(operation)
                self.paths.append((re.compile(pattern + "/?$"), operations))
        if not self.paths:
            sys.exit(f"no OpenAPI documents in {self.directory}")

    def add_common_errors(self, operation):
        """Adds the errors that the document of the Voice API does not describe."""
        file = self.directory / "common" / "common_errors.yml"
        responses = self.load(file)["components"]["responses"]
        errors = {status: self.resolved(responses[name], file.resolve()) for status, name in COMMON.items()}
        bad = copy.deepcopy(errors["401"])
        properties = bad["content"]["application/json"]["schema"]["properties"]
        properties["type"]["example"], properties["title"]["example"] = "#payload-validation", "Bad Request"
        properties["invalid_parameters"] = {"type": "array", "minItems": 1, "items": {
            "type": "object", "required": ["name", "reason"]}}
        operation["responses"] = {**operation["responses"], **errors, "400": bad}

    def load(self, file):
        file = file.resolve()
        if file not in self.files:
            self.files[file] = yaml.safe_load(file.read_text(encoding="utf-8"))
        return self.files[file]

    def resolved(self, node, file, depth=0):
        if depth > 100:
            raise RecursionError(f"{file}: a circular $ref")
        if isinstance(node, list):
            return [self.resolved(each, file, depth + 1) for each in node]
        if not isinstance(node, dict):
            return node
        if isinstance(node.get("$ref"), str):
            where, _, pointer = node["$ref"].partition("#")
            target = file.parent / where if where else file
            found = self.load(target)
            for step in pointer.strip("/").split("/"):
                found = found[step.replace("~1", "/").replace("~0", "~")]
            return self.resolved(found, target, depth + 1)
        schema = {name: self.resolved(each, file, depth + 1) for name, each in node.items()}
        must_be = re.search(r"Must be `([a-z]+)`", str(schema.get("description", "")))
        if must_be and schema.get("type") == "string":
            schema["enum"] = [must_be[1]]
        if schema.get("nullable") is True and isinstance(schema.get("type"), str):
            schema["type"] = [schema["type"], "null"]
        return schema

    def operations(self, path):
        """Returns the operations of a path by method; None if the documents lack the path."""
        return next((operations for pattern, operations in self.paths if pattern.match(path)), None)


def violations(schema, value, subject):
    """Returns the violations of a schema in a value. OpenAPI 3.0 has draft 4's `exclusiveMinimum`."""
    errors = jsonschema.Draft4Validator(schema).iter_errors(value)
    return [f"{subject}/{'/'.join(map(str, error.absolute_path))}: {error.message}" for error in errors]


def content_type(headers, default=""):
    value = next((value for name, value in headers if name.lower() == "content-type"), default)
    return value.split(";")[0].strip().lower()


def parse_json(text, subject, found):
    """Returns the value, or adds a violation to `found`."""
    try:
        return json.loads(text)
    except (TypeError, ValueError) as error:
        found.append(f"{subject}: not JSON: {error}")
        return None


def check_request(operation, request):
    """Returns every violation in a request."""
    found = []
    target = urllib.parse.urlsplit(request["target"])
    parameters = {each["name"]: each for each in operation.get("parameters", []) if each["in"] == "query"}
    for name, value in urllib.parse.parse_qsl(target.query, keep_blank_values=True):
        if name not in parameters:
            found.append(f"query: `{name}` is not documented")
        elif parameters[name]["schema"].get("type") == "integer" and not re.fullmatch(r"-?[0-9]+", value):
            found.append(f"query: `{name}` is not an integer: {value!r}")
    content = operation.get("requestBody", {}).get("content")
    if content is None:
        if request.get("body"):
            found.append("request: a body is not documented")
        return found
    kind = content_type(request["headers"])
    if kind not in content:
        return found + [f"request: Content-Type {kind!r} is not documented"]
    body = parse_json(request.get("body"), "request", found)
    return found if found else violations(content[kind]["schema"], body, "request")


def with_all_required(schema):
    """Returns the schema with every named member required."""
    return {**schema, "required": sorted(schema.get("properties", {}))}


def check_response(operations, method, response):
    """Returns every violation in a response."""
    status, found = str(response["status"]), []
    operation = operations.get(method)
    if operation is None and status in ("401", "404", "405"):
        # The path does not have this method: the response must be the one that its other methods document.
        operation = next(iter(operations.values()))
    documented = (operation or {}).get("responses", {}).get(status)
    if documented is None:
        return [f"response: status {status} is not documented"]
    content = documented.get("content")
    if content is None:
        return ["response: a body is not documented"] if response.get("body") else []
    kind = content_type(response["headers"])
    failed = int(status) >= 400
    if kind not in content and not (failed and kind == "application/problem+json"):
        found.append(f"response: Content-Type {kind!r} is not documented")
    schema = content["application/json"]["schema"]
    body = parse_json(response.get("body"), "response", found)
    if body is None:
        return found
    properties = schema.get("properties", {})
    if failed or "_embedded" in properties or "conversation_uuid" in properties:
        schema = with_all_required(schema)
    found += violations(schema, body, "response")
    if not isinstance(body, dict):
        return found + ["response: not an object"]
    if failed:
        fragment = properties["type"]["example"].partition("#")[2]
        if str(body.get("type", "")).partition("#")[2] != fragment:
            found.append(f"response/type: {body.get('type')!r} does not have the fragment #{fragment}")
        if body.get("title") != properties["title"]["example"]:
            found.append(f"response/title: {body.get('title')!r} is not {properties['title']['example']!r}")
    elif method in ("get", "put", "post") and "conversation_uuid" not in properties:
        listed = body.get("_embedded", {}).get("applications", []) if "_embedded" in properties else [body]
        found += [f"response: an application without {member}" for each in listed for member in ("id", "name")
                  if not isinstance(each.get(member), str)]
    return found


def check(documents, exchange):
    """Returns every violation of the documents in an exchange."""
    request, response = exchange["request"], exchange.get("response")
    method, path = request["method"].lower(), urllib.parse.urlsplit(request["target"]).path
    operations = documents.operations(path)
    if operations is None:
        return [f"{path} is not documented"]
    found = []
    # Check only requests that the API did not reject: a rejected one was malformed on purpose, or the client's exit
    # code shows it.
    if response is None or response["status"] < 400:
        if method not in operations:
            found.append(f"{method.upper()} is not documented")
        else:
            found += check_request(operations[method], request)
    if response is not None and "body" in response:
        found += check_response(operations, method, response)
    return found


class Sandbox:
    """A client of a running sandbox that sends every documented request."""

    def __init__(self, environment):
        self.url = environment["VSW_API_URL"].rstrip("/")
        pair = f"{environment['VONAGE_API_KEY']}:{environment['VONAGE_API_SECRET']}"
        self.authorization = "Basic " + base64.b64encode(pair.encode()).decode()
        # Without the proxy of the environment.
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        self.exchanges = []

    def logged_exchanges(self):
        """Returns the requests of other clients, without response bodies, which the log does not keep."""
        with self.opener.open(self.url + "/_sandbox/requests", timeout=10) as response:
            requests = json.load(response)["requests"]
        return [{"request": {"method": one["method"], "target": one["target"], "headers": one["headers"],
                             "body": one["body_text"]},
                 "response": {"status": one["status"]} if one["status"] else None}
                for one in requests if one["target"].startswith("/v")]

    def send(self, expected, method, target, body=None, **headers):
        headers = {"Authorization": self.authorization, "Accept": "application/json", **headers}
        if body is not None:
            headers.setdefault("Content-Type", "application/json")
        headers = {name: value for name, value in headers.items() if value}
        data = None if body is None else body.encode()
        request = urllib.request.Request(self.url + target, data, headers, method=method)
        try:
            with self.opener.open(request, timeout=10) as response:
                status, received, text = response.status, response.headers.items(), response.read().decode()
        except urllib.error.HTTPError as response:
            status, received, text = response.code, response.headers.items(), response.read().decode()
        sent = [[name, value] for name, value in headers.items() if name != "Authorization"]
        self.exchanges.append({"request": {"method": method, "target": target, "headers": sent, "body": body},
                               "response": {"status": status, "headers": [list(each) for each in received],
                                             "body": text}})
        if status != expected:
            sys.exit(f"{method} {target}: {status}, expected {expected}: {text}")
        return text

    def send_all(self):
        """Sends requests for each operation's success and each documented error."""
        root, unknown = "/v2/applications", "/v2/applications/00000000-0000-0000-0000-000000000000"
        new = {"name": "Checked", "capabilities": {"voice": {"webhooks": {
            "answer_url": {"address": "https://example.com/answer", "http_method": "GET", "connection_timeout": 500},
            "event_url": {"address": "https://example.com/event", "http_method": "POST", "socket_timeout": 3000},
        }}, "vbc": {}}, "privacy": {"improve_ai": False}}
        created = json.loads(self.send(201, "POST", root, json.dumps(new)))
        one = f"{root}/{created['id']}"
        first = self.send(200, "GET", one)
        self.send(200, "PUT", one, first)
        for query in ("", "?page_size=1", "?page_size=100&page=1", "?page=1000"):
            page = json.loads(self.send(200, "GET", root + query))
            for entry in page["_embedded"]["applications"]:
                # The documents that the sandbox generates are responses too, and requests when sent back.
                text = self.send(200, "GET", f"{root}/{entry['id']}")
                self.send(200, "PUT", f"{root}/{entry['id']}", text)
        for method, target, body in (("GET", root, None), ("POST", root, first), ("GET", one, None),
                                     ("PUT", one, first), ("DELETE", one, None)):
            self.send(401, method, target, body, Authorization="Basic eDp5")
            self.send(401, method, target, body, Authorization=None)
            self.send(406, method, target, body, Accept="text/html")
            if body is not None:
                self.send(415, method, target, body, **{"Content-Type": "text/plain"})
                for invalid in ("{", "{}", '{"name":1}', first.replace('"GET"', '"FETCH"')):
                    self.send(400, method, target, invalid)
            if target == one:
                self.send(404, method, unknown, body)
        for query in ("?page_size=0", "?page_size=101", "?page_size=abc", "?page=0"):
            self.send(400, "GET", root + query)
        self.send(405, "PATCH", one, first)
        self.send(405, "DELETE", root)
        self.send(204, "DELETE", one)


def with_violations(exchanges):
    """Yields exchanges with a known violation, each with its description."""
    def first(method, status, collection=False):
        return copy.deepcopy(next(one for one in exchanges if one["request"]["method"] == method
                                  and (one.get("response") or {}).get("status") == status
                                  and "body" in one["response"]
                                  and one["request"]["target"].endswith("applications") == collection
                                  and one["request"]["target"].startswith("/v2")))

    def call(status):
        return copy.deepcopy(next(one for one in exchanges if one["request"]["target"] == voice.ROOT
                                  and one["request"]["method"] == "POST" and one["response"]["status"] == status
                                  and "body" in one["response"]))

    def with_body(exchange, side, change):
        body = json.loads(exchange[side]["body"])
        change(body)
        exchange[side]["body"] = json.dumps(body)
        return exchange

    def with_method(exchange):
        webhook = {"address": "https://example.com", "http_method": "PUT"}
        return with_body(exchange, "request", lambda body: body.update(
            capabilities={"voice": {"webhooks": {"answer_url": webhook}}}))

    page = lambda change: with_body(first("GET", 200, collection=True), "response", change)
    yield "a page size that is a string", page(lambda body: body.update(page_size="10"))
    yield "a page without its total", page(lambda body: body.pop("total_items"))
    yield "a list that is not an array", page(lambda body: body["_embedded"].update(applications={}))
    yield "an entry without an id", page(lambda body: body["_embedded"]["applications"][0].pop("id"))
    yield "an id that is a number", with_body(first("GET", 200), "response", lambda body: body.update(id=7))
    yield "an application without a name", with_body(first("PUT", 200), "response", lambda body: body.pop("name"))
    for method, status in (("GET", 401), ("PUT", 404), ("PUT", 415), ("PUT", 400)):
        for member in ("type", "title", "detail", "instance"):
            yield f"{status} without {member}", with_body(
                first(method, status), "response", lambda body: body.pop(member))
    yield "another error's type", with_body(
        first("GET", 404), "response", lambda body: body.update(type=body["type"].replace("not-found", "unauthorized")))
    yield "400 without its parameters", with_body(
        first("PUT", 400), "response", lambda body: body.pop("invalid_parameters"))
    for member in ("uuid", "status", "direction", "conversation_uuid"):
        yield f"a call without {member}", with_body(call(201), "response", lambda body: body.pop(member))
    yield "a call in another direction", with_body(
        call(201), "response", lambda body: body.update(direction="sideways"))
    for name, value in (("ncco", {}), ("ringing_timer", 121), ("event_method", "PUT"),
                        ("answer_url", ["https://example.com"]), ("to", [{"type": "phone", "number": "+44"}]),
                        ("to", [{"type": "pigeon", "number": "447700900000"}])):
        yield f"a call with {name} {value}", with_body(call(201), "request", lambda body: body.update({name: value}))
    yield "a call to no one", with_body(call(201), "request", lambda body: body.pop("to"))
    yield "a refused call without its parameters", with_body(
        call(400), "response", lambda body: body.pop("invalid_parameters"))
    yield "a body of 204", {**first("DELETE", 204), "response": {"status": 204, "headers": [], "body": "{}"}}
    html = first("GET", 200)
    html["response"].update(headers=[["content-type", "text/html"]], body="<p>")
    yield "a page of HTML", html
    teapot = first("GET", 200)
    teapot["response"]["status"] = 418
    yield "an undocumented status", teapot
    yield "a PUT without a name", with_body(first("PUT", 200), "request", lambda body: body.pop("name"))
    yield "a PUT with an unknown http_method", with_method(first("PUT", 200))
    untyped = first("PUT", 200)
    untyped["request"]["headers"] = []
    yield "a PUT without Content-Type", untyped
    misspelled = first("GET", 200, collection=True)
    misspelled["request"]["target"] += "?pagesize=1"
    yield "an undocumented query", misspelled
    unknown = first("GET", 200)
    unknown["request"]["target"] = "/v2/nothing"
    yield "an undocumented path", unknown


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--exchanges", metavar="FILE")
    parser.add_argument("--dump", metavar="FILE")
    parser.add_argument("--self-test", action="store_true")
    options = parser.parse_args()
    directory = os.environ.get("VSW_VENDOR_OPENAPI")
    if not directory:
        print("not checked: VSW_VENDOR_OPENAPI is not set", file=sys.stderr)
        return 0
    documents = Documents(directory)
    if options.exchanges:
        exchanges = json.loads(pathlib.Path(options.exchanges).read_text(encoding="utf-8"))
    else:
        sandbox = Sandbox(os.environ)
        exchanges = sandbox.logged_exchanges()
        sandbox.send_all()
        voice.send_all(sandbox, os.environ)
        exchanges += sandbox.exchanges
    if options.dump:
        pathlib.Path(options.dump).write_text(json.dumps(exchanges, indent=1), encoding="utf-8")
    count = 0
    for exchange in exchanges:
        for violation in check(documents, exchange):
            count += 1
            status = (exchange.get("response") or {}).get("status")
            print(f"{exchange['request']['method']} {exchange['request']['target']} -> {status}: {violation}")
    if options.self_test:
        for violation, exchange in with_violations(exchanges):
            if not check(documents, exchange):
                count += 1
                print(f"not found: {violation}")
    print(f"checked {len(exchanges)} exchanges against {directory}: {count} violations")
    return 1 if count or not exchanges else 0


if __name__ == "__main__":
    sys.exit(main())
