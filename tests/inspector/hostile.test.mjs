// Whatever a webhook contains stays text: no element, no request, no script, no disguise.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { detail, launch, open, picture, rows, waitForText } from "./support/browser.mjs";
import { listen, newCall, startHandler, token } from "./support/program.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const MARKUP = [
  "<img src=x onerror=alert(1)>",
  "<script>alert(1)</script>",
  "</script><script>alert(1)</script>",
  "<svg onload=alert(1)>",
  "<iframe src=//evil.example></iframe>",
  "<style>*{display:none}</style>",
  "<base href=//evil.example>",
  "<a href=javascript:alert(1)>x</a>",
  '"><img src=//evil.example/x>',
  "javascript:alert(1)",
  "{{constructor.constructor('alert(1)')()}}",
  "<!--",
  "]]>",
  "&lt;b&gt;",
  "${alert(1)}",
];

/** Elements that only a webhook could have brought in. */
const foreignElements = (page) =>
  page
    .locator(
      "img, iframe, object, embed, base, form:not([method]), main style, main script, main a, [onerror], [onload]",
    )
    .count();

test("markup in every member, header, path and claim is text", async (t) => {
  const vsw = await listen(t);
  const page = await open(t, browser, vsw.inspector);
  for (const [at, text] of MARKUP.entries()) {
    const facts = {
      from: text,
      to: text,
      direction: text,
      uuid: text,
      conversation_uuid: `CON-${at}-${text}`,
      duration: text,
    };
    const body = JSON.stringify({ ...facts, status: text, timestamp: text, [text]: text });
    const claims = { jti: text, iss: text, api_key: text, application_id: text, [text]: text };
    for (const signature of [token(body), token(body, claims), null]) {
      await vsw.post(body, {
        token: signature,
        path: `/${encodeURIComponent(text)}?${encodeURIComponent(text)}=${text.replace(/[\s#]/g, "")}`,
        headers: { "x-odd": text },
      });
    }
  }
  await waitForText(page.locator("#shown"), `${MARKUP.length * 3} deliveries`);
  await waitForText(rows(page), "${alert(1)} → ${alert(1)}");
  for (const key of ["v", "g", ...Array(MARKUP.length * 3).fill("j"), "b", "d", "c", "0"]) {
    await page.keyboard.press(key);
    if (key === "j") assert.equal(await foreignElements(page), 0);
  }
  assert.equal(await foreignElements(page), 0);
  await page.locator("#list").evaluate((list) => {
    list.scrollTop = 0;
  });
  await waitForText(detail(page), MARKUP[0]);
  await waitForText(page.locator("pre.body"), MARKUP[0]);
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).display), "grid");
});

test("events of unknown names, and names of built-in properties, are only words", async (t) => {
  const vsw = await listen(t);
  const page = await open(t, browser, vsw.inspector);
  for (const word of ["__proto__", "constructor", "toString", "hasOwnProperty"]) {
    const names = ["uuid", "conversation_uuid", "from", "to", "status", "direction", "timestamp"];
    const members = names.map((name) => `"${name}":"${word}"`).join();
    const body = `{${members},"__proto__":{"polluted":true}}`;
    await vsw.post(body, { token: token(body, { [word]: word }) });
  }
  await waitForText(page.locator("#shown"), "4 deliveries");
  await waitForText(rows(page), "__proto__ → __proto__");
  assert.equal(await page.evaluate(() => ({}).polluted), undefined);
});

test("characters that cannot be seen are shown, and turn no text around", async (t) => {
  const vsw = await listen(t);
  const page = await open(t, browser, vsw.inspector);
  const odd = "44\u202e321\u202c\u200b\u0007";
  const body = `${JSON.stringify({ ...newCall({ from: odd }), status: "answered" })}\r\n`;
  await vsw.post(body, { token: token(body) });
  await waitForText(rows(page), "44‹U+202E›321‹U+202C›‹U+200B›‹U+0007›");
  await waitForText(page.locator(".call-head"), "44‹U+202E›321");
  await waitForText(detail(page), "Invisible characters are shown as");
  await page.keyboard.press("b");
  await waitForText(page.locator("pre.body"), "‹U+000D›");
  assert.doesNotMatch(await page.evaluate(() => document.body.innerText), /[\u202a-\u202e\u2066-\u2069\u200b]/);
  await picture(page, "invisible-characters");
});

test("a very long word breaks neither a row nor the page", async (t) => {
  const vsw = await listen(t);
  for (const width of [360, 1280]) {
    const page = await open(t, browser, vsw.inspector, { viewport: { width, height: 800 } });
    const long = "x".repeat(20_000);
    const body = JSON.stringify({ ...newCall({ from: long, to: long }), status: "answered", [long]: long });
    await vsw.post(body, {
      token: token(body, { jti: long.slice(0, 9000) }),
      path: `/${"y".repeat(5000)}`,
      headers: { "x-long": long.slice(0, 9000) },
    });
    await waitForText(rows(page), "xxxx");
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await waitForText(page.locator(".verdict"), "answered");
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
    assert.equal(await detail(page).evaluate((one) => one.scrollWidth > one.clientWidth), false);
  }
});

test("times of another age and absurd numbers break no timeline", async (t) => {
  const vsw = await listen(t);
  const page = await open(t, browser, vsw.inspector);
  const call = newCall();
  for (const timestamp of ["1970-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "+275760-09-13T00:00:00Z", "never", ""]) {
    const body = JSON.stringify({ ...call, status: "answered", timestamp, duration: "99999999999999999999" });
    await vsw.post(body, { token: token(body, { exp: 1e308, nbf: -1, nonce: 1e400 }) });
  }
  await waitForText(page.locator("#shown"), "5 deliveries");
  for (let at = 0; at < 5; at += 1) {
    await page.keyboard.press("h");
    await waitForText(detail(page), "Token");
  }
  const offsets = await page.locator(".moment .offset").allInnerTexts();
  assert.ok(
    offsets.every((offset) => /^(0 ms|\+\d+ ms|\+[\d.]+ s)$/.test(offset)),
    offsets.join(),
  );
});

test("a hostile handler's error is text", async (t) => {
  const handler = await startHandler(t, (request, response) => response.writeHead(599, "<img src=x onerror=alert(1)>"));
  const vsw = await listen(t, { handler });
  const page = await open(t, browser, vsw.inspector);
  await vsw.event(newCall(), "answered");
  await waitForText(page.locator(".verdict"), "Handler 599");
  await page.keyboard.press("r");
  await waitForText(page.locator(".results"), "599");
  assert.equal(await foreignElements(page), 0);
});

test("text cannot become markup even if a script tries", async (t) => {
  const vsw = await listen(t);
  const page = await open(t, browser, vsw.inspector, { mayLog: /Trusted/ });
  await waitForText(page.locator("#empty"), "Waiting");
  const refusals = await page.evaluate(() => {
    const attempt = (act) => {
      try {
        act();
        return "allowed";
      } catch (error) {
        return error.name;
      }
    };
    return [
      attempt(() => {
        document.body.innerHTML = "x";
      }),
      attempt(() => document.write("x")),
      attempt(() => {
        document.createElement("script").src = "/inspector.js";
      }),
      attempt(() => trustedTypes.createPolicy("own", {})),
    ];
  });
  assert.ok(
    refusals.every((name) => name === "TypeError"),
    refusals.join(),
  );
});

test("deep JSON stays raw, and the page stays usable", async (t) => {
  const vsw = await listen(t);
  const page = await open(t, browser, vsw.inspector);
  const pretty = detail(page).getByRole("button", { name: "Pretty", exact: true });
  for (const [depth, isIndented] of [
    [64, true],
    [65, false],
    [10_000, false],
  ]) {
    const body = "[".repeat(depth) + "]".repeat(depth);
    await vsw.post(body);
    await waitForText(page.locator("pre.body"), isIndented ? "[ [ [" : body);
    assert.equal(await pretty.count(), isIndented ? 1 : 0);
  }
  await page.keyboard.press("?");
  await page.getByRole("dialog").waitFor();
});

test("unverified content changes no call with verified webhooks", async (t) => {
  const vsw = await listen(t);
  const page = await open(t, browser, vsw.inspector);
  const call = newCall({ from: "441111", to: "442222" });
  const forged = (status) =>
    vsw.post(JSON.stringify({ ...call, from: "evil", to: "evil", direction: "inbound", status, duration: "99999" }), {
      token: null,
    });
  // Before the genuine one too: the first webhook that has a number names it.
  await forged("ringing");
  await waitForText(rows(page), "evil → evil");
  const answered = JSON.stringify({ ...call, status: "answered" });
  await vsw.post(answered, { token: token(answered) });
  await forged("completed");
  for (const shown of [rows(page).first(), page.locator(".call-head")]) {
    const text = await waitForText(shown, "completed?");
    assert.match(text, /441111 → 442222/);
    assert.doesNotMatch(text, /evil|27 h|completed(?!\?)|inbound/);
  }
  await waitForText(rows(page), "2 of 3 unsigned");
});

test("the token shown is the one that was verified", async (t) => {
  const names = ["authorization", "x-vonage-webhook-auth-token"];
  for (const [name, other] of [names, names.toReversed()]) {
    const vsw = await listen(t, { options: ["--header-name", name] });
    const page = await open(t, browser, vsw.inspector);
    const body = JSON.stringify(newCall());
    await vsw.post(body, {
      token: null,
      headers: {
        [other]: `Bearer ${token(body, { api_key: "FORGED", jti: "FORGED" })}`,
        [name]: `Bearer ${token(body, { jti: "GENUINE" })}`,
      },
    });
    await waitForText(page.locator(".verdict"), "genuine");
    await waitForText(detail(page).locator("dl"), "Token id GENUINE");
    const asSent = await detail(page).locator("details pre").allTextContents();
    assert.match(asSent.at(-1), /"jti":"GENUINE"/);
    assert.doesNotMatch(await detail(page).textContent(), /FORGED/);
  }
});
