// Nothing but the page itself without the token; nothing at all for another Host or Origin.
import assert from "node:assert/strict";
import { request } from "node:http";
import { after, before, test } from "node:test";
import { REFUSED, launch, open, waitForText } from "./support/browser.mjs";
import { listen, newCall, startHandler } from "./support/program.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const PAGE = ["/", "/inspector.css", "/inspector.js"];
const API = [
  ["GET", "/api/deliveries?after=0"],
  ["GET", "/api/events?after=0"],
  ["GET", "/api/export"],
  ["POST", "/api/clear"],
  ["POST", "/api/deliveries/1/replay"],
  ["GET", "/api/deliveries/1/explain"],
  ["GET", "/api/deliveries/1/command?as=curl"],
];

/** Sends a request with any headers. Returns the status and the headers of the response. */
function ask(vsw, method, path, headers) {
  return new Promise((done, fail) => {
    const asked = request({ host: "127.0.0.1", port: vsw.port, method, path, headers }, (response) => {
      done({ status: response.statusCode, headers: response.headers });
      response.destroy();
    });
    asked.on("error", fail);
    asked.end();
  });
}

test("the page needs no token; its policy allows no inline code and no other origin", async (t) => {
  const vsw = await listen(t);
  for (const path of PAGE) {
    const { status, headers } = await ask(vsw, "GET", path, {});
    assert.equal(status, 200, path);
    const policy = headers["content-security-policy"];
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.doesNotMatch(policy, /unsafe|\*|https?:/);
    assert.equal(headers["x-content-type-options"], "nosniff");
    assert.equal(headers["cache-control"], "no-store");
    assert.equal(headers["access-control-allow-origin"], undefined);
  }
});

test("every path of the API refuses a missing or a wrong token", async (t) => {
  const handler = await startHandler(t);
  const vsw = await listen(t, { handler });
  await vsw.event(newCall(), "answered");
  for (const [method, path] of API) {
    for (const authorization of [
      undefined,
      "",
      "Bearer",
      "Bearer x",
      `Bearer ${vsw.token}x`,
      `Bearer ${vsw.token.slice(1)}`,
      `Basic ${vsw.token}`,
    ]) {
      const { status } = await ask(vsw, method, path, authorization === undefined ? {} : { authorization });
      assert.equal(status, 401, `${method} ${path} ${authorization}`);
    }
    // The token is no secret of the query or of a cookie.
    const { status } = await ask(vsw, method, `${path}${path.includes("?") ? "&" : "?"}token=${vsw.token}`, {
      cookie: `token=${vsw.token}`,
    });
    assert.equal(status, 401, `${method} ${path}`);
  }
  assert.equal(handler.requests.length, 1);
  assert.equal((await (await vsw.api("/api/deliveries")).json()).deliveries.length, 1);
});

test("a path that does not exist is told only to the holder of the token", async (t) => {
  const vsw = await listen(t);
  for (const path of ["/x", "/api/x"]) {
    assert.equal((await ask(vsw, "GET", path, {})).status, 401, path);
    assert.equal((await ask(vsw, "GET", path, { authorization: `Bearer ${vsw.token}` })).status, 404, path);
  }
});

test("a change without the type of JSON is refused", async (t) => {
  const handler = await startHandler(t);
  const vsw = await listen(t, { handler });
  await vsw.event(newCall(), "answered");
  const authorization = `Bearer ${vsw.token}`;
  for (const [method, path] of API.filter(([method]) => method === "POST")) {
    for (const type of [{}, { "content-type": "text/plain" }, { "content-type": "application/x-www-form-urlencoded" }]) {
      const { status } = await ask(vsw, method, path, { authorization, ...type });
      assert.equal(status, 415, `${method} ${path} ${JSON.stringify(type)}`);
    }
  }
  assert.equal(handler.requests.length, 1);
  assert.equal((await (await vsw.api("/api/deliveries")).json()).deliveries.length, 1);
});

test("another Host or Origin is refused, even with the token", async (t) => {
  const handler = await startHandler(t);
  const vsw = await listen(t, { handler });
  await vsw.event(newCall(), "answered");
  const authorization = `Bearer ${vsw.token}`;
  const other = [
    { host: "evil.example" },
    { host: `evil.example:${vsw.port}` },
    { host: "127.0.0.1" },
    { host: `127.0.0.1:${vsw.port + 1}` },
    { host: `localhost.evil.example:${vsw.port}` },
    { origin: "null" },
    { origin: "https://evil.example" },
    { origin: `http://127.0.0.1:${vsw.port + 1}` },
    { origin: `https://127.0.0.1:${vsw.port}` },
    { origin: `http://evil.example:${vsw.port}` },
  ];
  for (const headers of other) {
    for (const [method, path] of [...PAGE.map((one) => ["GET", one]), ...API]) {
      const { status } = await ask(vsw, method, path, { authorization, ...headers });
      assert.equal(status, 403, `${method} ${path} ${JSON.stringify(headers)}`);
    }
  }
  assert.equal(handler.requests.length, 1);
  const { status } = await ask(vsw, "GET", "/api/deliveries?after=0", {
    authorization,
    host: `localhost:${vsw.port}`,
    origin: `http://localhost:${vsw.port}`,
  });
  assert.equal(status, 200);
});

test("a page of another origin can neither read nor change anything", async (t) => {
  const vsw = await listen(t);
  const evil = await startHandler(t, (request, response) => response.writeHead(200, { "content-type": "text/html" }));
  await vsw.event(newCall(), "answered");
  const context = await browser.newContext();
  t.after(() => context.close());
  const page = await context.newPage();
  await page.goto(evil.address);
  const outcome = await page.evaluate(
    async ({ origin, secret }) => {
      const attempt = (path, options) =>
        fetch(origin + path, options).then(
          (response) => `${response.type} ${response.status}`,
          () => "refused",
        );
      const headers = { authorization: `Bearer ${secret}`, "content-type": "application/json" };
      const frame = document.createElement("iframe");
      frame.src = origin;
      document.body.append(frame);
      await new Promise((done) => {
        frame.onload = done;
      });
      let framed = "refused";
      try {
        framed = frame.contentDocument ? "readable" : "refused";
      } catch {
        /* refused */
      }
      return [
        await attempt("/api/deliveries", { headers }),
        await attempt("/api/clear", { method: "POST", headers }),
        await attempt("/api/clear", { method: "POST", mode: "no-cors" }),
        await attempt("/"),
        framed,
      ];
    },
    { origin: vsw.origin, secret: vsw.token },
  );
  assert.deepEqual(outcome, Array(5).fill("refused"));
  assert.equal((await (await vsw.api("/api/deliveries")).json()).deliveries.length, 1);
});

test("the token leaves the address bar, and a reload still works", async (t) => {
  const vsw = await listen(t);
  await vsw.event(newCall(), "answered");
  const page = await open(t, browser, vsw.inspector);
  await waitForText(page.locator("#shown"), "1 delivery");
  assert.equal(page.url(), `${vsw.origin}/`);
  assert.equal(
    await page
      .evaluate(() => document.documentElement.outerHTML + document.cookie + JSON.stringify(history.state))
      .then((text) => text.includes(vsw.token)),
    false,
  );
  await page.reload();
  await waitForText(page.locator("#shown"), "1 delivery");
});

test("without a token, or with that of an earlier run, the page says what to do", async (t) => {
  const vsw = await listen(t);
  const without = await open(t, browser, vsw.origin);
  await waitForText(without.locator("#empty"), "The token is missing");
  await waitForText(without.locator("#empty"), "Open the full address that vsw listen prints");
  const earlier = await open(t, browser, `${vsw.origin}/#token=of-an-earlier-run`, { mayLog: REFUSED });
  await waitForText(earlier.locator("#empty"), "This address is of an earlier run.");
  assert.equal(
    await earlier
      .locator("#connection")
      .innerText()
      .then((text) => text.trim()),
    "No access",
  );
  // The right address in the same tab changes only the fragment.
  const loaded = earlier.waitForEvent("load");
  await earlier.evaluate((token) => {
    location.hash = `token=${token}`;
  }, vsw.token);
  await loaded;
  await waitForText(earlier.locator("#empty"), "Waiting for the first webhook");
});
