#!/usr/bin/env python3
"""Generates `corpus-seeds/`: small inputs for each fuzz target, from tests/vectors, tests/documents and a few texts.

    python3 fuzz/make_seeds.py           write the files
    python3 fuzz/make_seeds.py --check   exit with 1 if a file differs

Standard library only, deterministic. The parts of an input are separated by a byte 0xff, as in src/lib.rs.
"""
import base64
import json
import pathlib
import shutil
import sys

HERE = pathlib.Path(__file__).parent
SEEDS = HERE / "corpus-seeds"
VECTORS = HERE.parent / "tests" / "vectors"
# Small seeds keep the fuzzer fast. The targets accept longer inputs.
MAX_SEED_BYTES = 2048
ID = "78d335fa-323d-0114-9c3d-d6f0d48968cf"
TIME = "2020-04-21T18:49:30Z"

seeds = {}


def seed(target, name, *parts):
    data = b"\xff".join(part.encode() if isinstance(part, str) else part for part in parts)
    assert len(data) <= MAX_SEED_BYTES, (target, name, len(data))
    files = seeds.setdefault(target, {})
    assert name not in files, (target, name)
    files[name] = data


def vectors(file):
    return {vector["name"]: vector for vector in json.loads((VECTORS / f"{file}.json").read_text())}


def header_of(vector):
    if "header_base64" in vector:
        return base64.b64decode(vector["header_base64"])
    return vector["header"].encode()


def body_of(vector):
    return base64.b64decode(vector["body"])


def decoded(segment):
    return base64.urlsafe_b64decode(segment + b"=" * (-len(segment) % 4))


def line(vector, headers=None, received_at=TIME, url="/webhooks/event", **more):
    """Returns a capture line in the format of docs/delivery.md."""
    body = body_of(vector)
    try:
        body = {"body": body.decode()}
    except UnicodeDecodeError:
        body = {"body_b64": base64.b64encode(body).decode()}
    if headers is None:
        headers = [["Host", "example.com"], ["Authorization", header_of(vector).decode()]]
    entry = {"schema": "vsw/delivery/1", "received_at": received_at, "method": vector["method"], "url": url,
             "headers": headers, **body, **more}
    return json.dumps(entry, separators=(",", ":"), ensure_ascii=False)


def tokens():
    texts = {
        "empty": "", "bearer": "Bearer ", "basic": "Basic dXNlcjpwYXNzd29yZA==",
        "pasted": "Authorization: Bearer a.b.c",
        "two": "Bearer a.b.c, Bearer d.e.f", "dots": "Bearer ..",
    }
    for name, text in texts.items():
        seed("token", f"text-{name}", text)
    for file, name in [("samples", "vonage-token-bearer"), ("samples", "rfc7515-a1"), ("v5", "canonical"),
                       ("v5", "signature-padding"), ("v1", "none-unsigned")]:
        seed("token", f"value-{name}", header_of(vectors(file)[name]))
    for file, wanted in [("v5", "canonical"), ("v1", "alg-none"), ("v1", "accepts-escaped"), ("v1", "accepts-jwk"),
                         ("v4", None), ("v6", None), ("v7", None)]:
        found = vectors(file)
        for name in [wanted] if wanted else list(found)[:3]:
            vector = found[name]
            segments = header_of(vector).split(b" ")[-1].split(b".")
            if len(b"".join(segments)) < 1500:
                seed("token", f"signed-{file}-{name}", decoded(segments[0]), decoded(segments[1]), body_of(vector))


def deliveries():
    bodies = vectors("events")
    for name in list(bodies)[:9]:
        seed("delivery", f"event-{name}", "Bearer a.b.c", "to=1&from=2", body_of(bodies[name]))
    answered = vectors("v5")["canonical"]
    seed("delivery", "signed-with-another-secret", header_of(answered), "", body_of(answered))
    seed("delivery", "get", header_of(answered), "to=44&from=1&uuid=a&conversation_uuid=b", "")
    seed("delivery", "quoted", '"Bearer a.b.c"', "%41=%zz", '{"status":"\\u0061nswered"}')
    seed("delivery", "list", "Bearer a.b.c,Bearer d.e.f", "a=1&a=2", "[1,2]")


def captures():
    answered, samples = vectors("v5")["canonical"], vectors("samples")
    seed("capture", "genuine", line(answered) + "\n")
    seed("capture", "event", line(samples["event-answer"]) + "\r\n")
    seed("capture", "other-secret", line(samples["vonage-token-bearer"]) + "\n")
    seed("capture", "unsigned", line(answered, headers=[]) + "\n\n" + line(answered, headers=[["X", "y"]]))
    seed("capture", "replayed", (line(answered, headers=[["Authorization", header_of(answered).decode()]]) + "\n") * 2)
    seed("capture", "no-time", line(answered, received_at=None))
    seed("capture", "seconds", line(answered, received_at=1587494970))
    seed("capture", "outside", line(answered, received_at="2021-04-21T18:49:30.5+02:00"))
    seed("capture", "odd-header", line(answered, headers=[["X-Odd", {"b64": "/yE="}], ["", ""]]))
    get = {**answered, "method": "GET", "body": ""}
    seed("capture", "get", line(get, url="https://example.com/answer?to=44&from=%31#x"))
    seed("capture", "bytes", line({**answered, "body": base64.b64encode(b"\xff\x00{").decode()}))
    escapes = base64.b64encode(b'{"a":"\\"\\\\\\/\\b\\f\\n\\r\\t\\u0061","\xc3\xa9":1}').decode()
    seed("capture", "escapes", line({**answered, "body": escapes}))
    seed("capture", "unknown-member", line(answered, headers=[], later={"a": [1, None, True]}))
    seed("capture", "no-lines", "{}\n[]\nnull\n\"x\"\n{\"schema\":1}\nx\n")
    token, body = header_of(answered).decode(), body_of(answered).decode()
    for name, entry in [
        ("text", {"h": {"a": token}, "b": body, "t": 1587494970}),
        ("json", {"h": {"a": [token]}, "b": json.loads(body), "t": "2020-04-21T18:49:30Z"}),
        ("null", {"h": {"a": None}, "b": None, "t": 1587494970.25}),
    ]:
        seed("capture", f"foreign-{name}", json.dumps(entry, separators=(",", ":")))


def queries():
    texts = ["to=44&from=1", "a=b+c%20d%2Be", "q=%22%5c%0A%1f/%c3%bc", "a&b=&=c&d==", "a=1&&b=2&", "", "a=1&a=2",
             "a=1&%61=1", "a=%", "a=%4", "a=%4x", "a=%ff", "a=%ed%a0%80", "https://x/answer?to=44&from=1#fragment"]
    for number, text in enumerate(texts):
        seed("query", f"{number:02}", text)


def application(capabilities, before="", after=""):
    return f'{before}{{"id":"{ID}","name":"n","capabilities":{capabilities}}}{after}'


def applications():
    documents = HERE.parent / "tests" / "documents"
    for name in ["seed-get", "seed-put"]:
        text = (documents / f"{name}.json").read_text().replace("YOUR_APPLICATION_ID", ID)
        seed("application", name, text)
    for name, capabilities in [
        ("empty", "{}"), ("voice", '{"voice":{}}'), ("on", '{"voice":{"signed_callbacks":true}}'),
        ("off", '{"voice":{"signed_callbacks":false}}'), ("text", '{"voice":{"signed_callbacks":"true"}}'),
        ("odd-white-space", '{"voice":{\r\n\t"a" : 1e400\r\n}}'),
        ("escaped", '{"voice":{"signed_\\u0063allbacks":null}}'),
        ("twice", '{"voice":{},"\\u0076oice":{}}'), ("deep", '{"voice":{"x":' + "[" * 40 + "]" * 40 + "}}"),
        ("address", '{"voice":{"webhooks":{"answer_url":{"address":"https://u:p@h/a?token=x&y=z#f"}}}}'),
    ]:
        seed("application", name, application(capabilities))
    seed("application", "text-around", application("{}", ")]}'\n", " x"))
    seed("application", "private-key", '{"keys":{"private_\\u006bey":1},' + application("{}")[1:])


def differences():
    for number, (one, other) in enumerate([
        ("1.10", "1.1"), ("100", "1e2"), ("-0", "0"), ('{"a":1,"b":2}', '{"b":2,"a":1}'), ("[1,2]", "[2,1]"),
        ('{"a":1,"a":2}', '{"a":2}'), ('"\\u0061"', '"a"'), ('"\\ud800"', '"\\udfff"'), ("[[[]]]", "[[[{}]]]"),
        ("1e99999999999999999999", "10e99999999999999999998"), ('{"x":{"~/":null}}', '{"x":{}}'), ("true", "false"),
    ]):
        seed("difference", f"{number:02}", one, other)


def main():
    for make in [tokens, deliveries, captures, queries, applications, differences]:
        make()
    expected = {f"{target}/{name}": data for target, files in seeds.items() for name, data in files.items()}
    if "--check" in sys.argv[1:]:
        present = {path.relative_to(SEEDS).as_posix(): path.read_bytes() for path in SEEDS.glob("*/*")}
        differing = sorted(name for name in expected.keys() | present.keys() if expected.get(name) != present.get(name))
        if differing:
            sys.exit("these files differ from the output of make_seeds.py: " + ", ".join(differing))
        return
    shutil.rmtree(SEEDS, ignore_errors=True)
    for name, data in expected.items():
        path = SEEDS / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


if __name__ == "__main__":
    main()
