// Starts the real program for one test, and makes signed webhooks with a second implementation of the signature.
import { execFile, spawn } from "node:child_process";
import { createHash, createHmac, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

const program = resolve(process.env.VSW ?? "../../target/debug/vsw");

const SECRET = "a-signature-secret-for-tests-only-0123456789";
const API_KEY = "a1b2c3d";

const base64url = (text) => Buffer.from(text).toString("base64url");

/** Returns a token for a payload, with the given claims instead of the usual ones. */
export function token(payload, claims = {}) {
  const usual = {
    iat: Math.floor(Date.now() / 1000),
    jti: randomUUID(),
    iss: "Vonage",
    payload_hash: createHash("sha256").update(payload).digest("hex"),
    api_key: API_KEY,
  };
  const signed = `${base64url('{"alg":"HS256","typ":"JWT"}')}.${base64url(JSON.stringify({ ...usual, ...claims }))}`;
  return `${signed}.${createHmac("sha256", SECRET).update(signed).digest("base64url")}`;
}

/** Members that each webhook of a new call has. */
export function newCall(facts = {}) {
  const { conversation_uuid = `CON-${randomUUID()}`, uuid = randomUUID() } = facts;
  return { from: "442079460000", to: "447700900000", direction: "outbound", ...facts, uuid, conversation_uuid };
}

/** Starts `vsw listen --inspect`. Everything ends with the test `t`. */
export async function listen(t, { handler = null, open = null, options = [] } = {}) {
  const home = mkdtempSync(join(tmpdir(), "vsw-inspector-"));
  const env = { PATH: process.env.PATH, HOME: home, VONAGE_SIGNATURE_SECRET: SECRET, VONAGE_API_KEY: API_KEY };
  const where = open ? ["--open", open] : ["--port", "0"];
  const forward = handler ? ["--forward-to", handler.address] : [];
  const child = spawn(program, ["listen", "--inspect=0", "--json", ...where, ...forward, ...options], {
    cwd: home,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stderr = "";
  child.stderr.on("data", (text) => {
    stderr += text;
  });
  t.after(() => {
    child.kill();
    rmSync(home, { recursive: true, force: true });
  });
  const line = await new Promise((done, fail) => {
    const lines = createInterface({ input: child.stdout });
    lines.once("line", done);
    child.once("exit", (code) => fail(new Error(`vsw ended with ${code}: ${stderr}`)));
  });
  child.stdout.resume();
  const { address, inspector } = JSON.parse(line);
  const url = new URL(inspector);
  return new Listening({
    child,
    env,
    home,
    address,
    inspector,
    origin: url.origin,
    port: Number(url.port),
    token: url.hash.slice("#token=".length),
  });
}

class Listening {
  constructor(parts) {
    Object.assign(this, parts);
  }

  /** Sends a body as it is. Returns the status. */
  async post(body, { token: signedBy = token(body), path = "/webhooks/event", headers = {} } = {}) {
    const authorization = signedBy === null ? {} : { authorization: `Bearer ${signedBy}` };
    const response = await fetch(this.address + path, {
      method: "POST",
      headers: { "content-type": "application/json", ...authorization, ...headers },
      body,
    });
    return response.status;
  }

  /** Sends the event of a call that happened so many milliseconds after `call.begin` (now, if absent). */
  event(call, status, { after = 0, facts = {}, ...options } = {}) {
    const { begin = Date.now(), ...members } = call;
    const timestamp = new Date(begin + after).toISOString();
    return this.post(JSON.stringify({ ...members, status, timestamp, ...facts }), options);
  }

  /** Sends the answer webhook: a GET, whose query is signed as JSON. */
  async answer(call) {
    const { begin, direction, ...facts } = call;
    const response = await fetch(`${this.address}/webhooks/answer?${new URLSearchParams(facts)}`, {
      headers: { authorization: `Bearer ${token(JSON.stringify(facts))}` },
    });
    return response.status;
  }

  /** Sends the webhooks of a call that was answered and lasted ten seconds; some out of order. */
  async playCall(facts = {}) {
    const call = { ...newCall(facts), begin: Date.now() - 11_000 };
    await this.event(call, "ringing");
    await this.event(call, "answered", { after: 900 });
    await this.event(call, "started", { after: 1 });
    await this.event(call, "completed", { after: 10_900, facts: { duration: "10" } });
    return call;
  }

  /** Runs a program in the home directory, `vsw` by default. Returns its stdout. */
  async run(words, command = program) {
    const { stdout } = await promisify(execFile)(command, words, { env: this.env, cwd: this.home });
    return stdout;
  }

  /** Calls the API with the token. */
  api(path, options = {}) {
    return fetch(this.origin + path, {
      ...options,
      headers: { authorization: `Bearer ${this.token}`, ...options.headers },
    });
  }
}

/** Starts a handler that remembers what it got. `respond` may set the response. */
export async function startHandler(t, respond = (request, response) => response.writeHead(204)) {
  const requests = [];
  const server = createServer((request, response) => {
    const parts = [];
    request.on("data", (part) => parts.push(part));
    request.on("end", () => {
      requests.push({
        method: request.method,
        url: request.url,
        headers: request.headers,
        body: Buffer.concat(parts).toString(),
      });
      respond(request, response);
      response.end();
    });
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  t.after(() => server.close());
  return { address: `http://127.0.0.1:${server.address().port}`, requests };
}

/** Writes a capture file with so many deliveries, four for each call. Every 50th is unsigned. */
export function writeCapture(path, number) {
  const begin = Date.parse("2026-09-01T08:00:00Z");
  const events = [
    ["ringing", 0],
    ["started", 1],
    ["answered", 900],
    ["completed", 10_900],
  ];
  const lines = [];
  let call = null;
  for (let at = 0; at < number; at += 1) {
    const [status, after] = events[at % events.length];
    if (at % events.length === 0) {
      call = newCall({ to: `4477${String(at).padStart(8, "0")}` });
    }
    const ms = begin + Math.floor(at / events.length) * 2000 + after;
    const body = JSON.stringify({
      ...call,
      status,
      timestamp: new Date(ms).toISOString(),
      network: "GB-FIXED",
      padding: "x".repeat(400),
    });
    const signature =
      at % 50 === 49 ? [] : [["authorization", `Bearer ${token(body, { iat: Math.floor(ms / 1000) })}`]];
    lines.push(
      JSON.stringify({
        schema: "vsw/delivery/1",
        received_at: new Date(ms).toISOString(),
        method: "POST",
        url: "/webhooks/event",
        headers: [["host", "example.com"], ["content-type", "application/json"], ...signature],
        body,
      }),
    );
  }
  writeFileSync(path, `${lines.join("\n")}\n`);
}
