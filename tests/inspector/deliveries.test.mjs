// Deliveries appear, calls become timelines, and the detail shows everything that was received.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import { callRow, detail, launch, open, rows, waitForCount, waitForText } from "./support/browser.mjs";
import { listen, newCall, startHandler, token } from "./support/program.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

test("without deliveries, the page shows commands to run, and they work", async (t) => {
  const vsw = await listen(t);
  const page = await open(t, browser, vsw.inspector);
  await waitForText(page.locator("#empty"), "Waiting for the first webhook");
  const command = (await page.locator("#empty .command code").first().innerText()).trim();
  assert.equal(command, `vsw trigger call --to ${vsw.address}`);
  await vsw.run([...command.split(" ").slice(1), "--pace", "0"]);
  await waitForText(page.locator("#shown"), "5 deliveries");
  await waitForText(rows(page), "completed 10 s");
  await waitForText(rows(page), "5 signed");
  assert.equal(await page.locator("#empty").isVisible(), false);
});

test("a call is a timeline in the order of its events, with durations", async (t) => {
  const vsw = await listen(t);
  const page = await open(t, browser, vsw.inspector);
  const call = { ...newCall(), begin: Date.now() - 11_000 };
  await vsw.event(call, "ringing");
  await waitForText(rows(page), "ringing");
  await vsw.event(call, "answered", { after: 900 });
  await waitForText(rows(page), "in progress");
  await vsw.event(call, "started", { after: 1 });
  await vsw.answer(call);
  await vsw.event(call, "completed", { after: 10_900, token: null, facts: { duration: "10" } });
  await waitForText(rows(page), /completed\? 10 s .*1 of 5 unsigned/);
  await waitForCount(rows(page), 1);
  await waitForCount(page.locator(".moment"), 5);
  const events = await page.locator(".moment .name bdi").allInnerTexts();
  assert.deepEqual(
    events.map((event) => event.trim()),
    ["ringing", "started", "answered", "answer", "completed?"],
  );
  const offsets = await page.locator(".moment .offset").allInnerTexts();
  assert.deepEqual([offsets[0], offsets[1], offsets[2], offsets[4]], ["0 ms", "+1 ms", "+900 ms", "+10.9 s"]);
  // The order of arrival stays visible.
  const numbers = await page.locator(".moment .number").allInnerTexts();
  assert.deepEqual(numbers, ["#1", "#3", "#2", "#4", "#5"]);
  assert.equal(await page.locator(".moment .number[data-late]").innerText(), "#2");
  const words = await page
    .locator(".moment .name .mark")
    .evaluateAll((marks) => marks.map((mark) => mark.textContent.trim()));
  assert.deepEqual(words, ["genuine", "genuine", "genuine", "genuine", "unsigned"]);
  await waitForText(
    page.locator(".call-head"),
    "442079460000 → 447700900000 completed? outbound · rang 900 ms · talked 10 s",
  );
});

test("webhooks with only a leg's id join their conversation", async (t) => {
  const vsw = await listen(t);
  const page = await open(t, browser, vsw.inspector);
  const call = newCall();
  await vsw.post(JSON.stringify({ call_uuid: call.uuid, status: "machine", timestamp: new Date().toISOString() }));
  await waitForCount(rows(page), 1);
  await vsw.event(call, "answered");
  await vsw.post(JSON.stringify({ call_uuid: call.uuid, status: "human", timestamp: new Date().toISOString() }));
  await waitForCount(page.locator(".moment"), 3);
  await waitForCount(rows(page), 1);
});

test("an unsigned webhook moves no verified one to another call", async (t) => {
  const vsw = await listen(t);
  const page = await open(t, browser, vsw.inspector);
  const call = newCall();
  await vsw.post(JSON.stringify({ uuid: call.uuid, status: "machine" }));
  await vsw.event({ ...call, conversation_uuid: "CON-of-somewhere-else" }, "answered", { token: null });
  await waitForText(page.locator("#shown"), "2 deliveries");
  await waitForCount(rows(page), 2);
  await vsw.event(call, "answered");
  await vsw.post(JSON.stringify({ uuid: call.uuid, status: "human" }));
  await waitForText(page.locator("#shown"), "4 deliveries");
  await waitForCount(rows(page), 2);
  await waitForText(rows(page), "3 signed");
  await vsw.event({ ...call, conversation_uuid: "CON-of-somewhere-else" }, "completed", { token: null });
  await vsw.post(JSON.stringify({ uuid: call.uuid, status: "transcribed", type: "record" }));
  await waitForText(page.locator("#shown"), "6 deliveries");
  await waitForText(rows(page), "4 signed");
  await waitForText(rows(page), "2 of 2 unsigned");
});

test("the detail has checks, claims with their times in words, and the handler's answer", async (t) => {
  const handler = await startHandler(t);
  const vsw = await listen(t, { handler });
  const page = await open(t, browser, vsw.inspector);
  const body = JSON.stringify({ ...newCall(), status: "answered" });
  const now = Math.floor(Date.now() / 1000);
  await vsw.post(body, { token: token(body, { iat: now - 120, exp: now + 180, nonce: 12345678901234567 }) });
  await waitForText(page.locator(".verdict"), "answered genuine #1 Signed with your secret, unchanged and fresh.");
  await waitForText(page.locator(".verdict"), /Handler 204 in \d+/);
  await waitForText(detail(page), "✓ Signature made with a configured secret");
  await waitForText(detail(page), "✓ Payload unchanged since it was signed");
  await waitForText(detail(page), new RegExp(`Issued .*UTC · 2 min( 1 s)? before it arrived ${now - 120}`));
  await waitForText(detail(page), /Expires .* · (3 min|2 min 59 s) after it arrived/);
  await waitForText(detail(page), "matches the body");
  await page.locator("summary").click();
  await waitForText(page.locator("details pre"), '{"alg":"HS256","typ":"JWT"}');
  await waitForText(page.locator("details pre"), '"iss":"Vonage"');
});

test("a rejected delivery says why, and names its claims as claims", async (t) => {
  const vsw = await listen(t);
  const page = await open(t, browser, vsw.inspector);
  const body = JSON.stringify({ ...newCall(), status: "completed" });
  assert.equal(await vsw.post(body.replace("completed", "answered"), { token: token(body) }), 401);
  await waitForText(page.locator(".verdict"), "answered? rejected");
  await waitForText(page.locator(".verdict"), "The body or query is not the one that was signed. payload-mismatch");
  await waitForText(page.locator(".verdict"), "nothing in it is verified");
  await waitForText(detail(page), "✕ Payload not what was signed");
  await waitForText(detail(page), "does not match the body");
});

test("what a rejected webhook claims changes no call", async (t) => {
  const vsw = await listen(t);
  const page = await open(t, browser, vsw.inspector);
  const call = { ...newCall(), begin: Date.now() - 11_000 };
  await vsw.event(call, "ringing");
  await vsw.event({ ...call, from: "666", direction: "inbound" }, "answered", {
    after: 900,
    token: token("another body"),
  });
  await vsw.event(call, "completed", { after: 10_900, facts: { duration: "10" } });
  await waitForText(
    page.locator(".call-head"),
    /442079460000 → 447700900000 completed outbound · talked 10 s 1 of 3 rejected/,
  );
  await waitForText(page.locator(".moment").nth(1), /answered\? .*\+900 ms 401 #2/);
});

test("a replayed delivery leads to the first with its token", async (t) => {
  const vsw = await listen(t);
  const page = await open(t, browser, vsw.inspector);
  const body = JSON.stringify({ ...newCall(), status: "answered" });
  const same = token(body);
  await vsw.post(body, { token: same });
  assert.equal(await vsw.post(body, { token: same }), 409);
  await waitForText(page.locator(".verdict"), "The same token came first in #1");
  await page.locator(".verdict .link").click();
  await waitForText(page.locator(".verdict"), "answered genuine #1");
});

test("a body is never cut, and pretty JSON keeps numbers, escapes and repeated members", async (t) => {
  const vsw = await listen(t, { options: ["--body-limit", "1048576"] });
  const page = await open(t, browser, vsw.inspector);
  const exact =
    '{"n":12345678901234567890.10,"e":"\\u00e9\\/","n":[],"deep":{"empty":{},"list":[1,"two, {3}",null,true]}}';
  await vsw.post(exact);
  await waitForCount(page.locator("pre.body"), 1);
  const pretty = await page.locator("pre.body").textContent();
  assert.equal(
    pretty,
    `{
  "n": 12345678901234567890.10,
  "e": "\\u00e9\\/",
  "n": [],
  "deep": {
    "empty": {},
    "list": [
      1,
      "two, {3}",
      null,
      true
    ]
  }
}`,
  );
  await page.keyboard.press("b");
  assert.equal(await page.locator("pre.body").textContent(), exact);
  const long = JSON.stringify({ ...newCall(), status: "answered", text: randomBytes(350_000).toString("base64") });
  await vsw.post(long);
  await waitForText(page.locator("#shown"), "2 deliveries");
  await waitForText(page.locator(".verdict"), "#2");
  assert.equal(await page.locator("pre.body").textContent(), long);
  const binary = Buffer.from([0xff, 0x00, 0x41, 0x42]);
  await vsw.post(binary);
  await waitForText(page.locator(".verdict"), "#3");
  assert.equal(await page.locator("pre.body").textContent(), binary.toString("base64"));
  await page.keyboard.press("b");
  assert.match(await page.locator("pre.body").textContent(), /^000000 {2}ff 00 41 42 +\.\.AB$/);
});

test("headers are shown in order with repeats, and a query decoded", async (t) => {
  const vsw = await listen(t);
  const page = await open(t, browser, vsw.inspector);
  await vsw.answer(newCall({ "SipHeader_X-Ünï": "a b&c" }));
  const section = (title) => page.locator(".columns section", { has: page.locator("h3", { hasText: title }) });
  await waitForText(section("Query"), "SipHeader_X-Ünï a b&c");
  await waitForText(section("Query"), "signed");
  const {
    deliveries: [{ headers }],
  } = await (await vsw.api("/api/deliveries")).json();
  const shown = await section("Headers")
    .locator("dl > div")
    .evaluateAll((lines) =>
      lines.map((line) => [line.querySelector("dt").textContent, line.querySelector("dd").textContent]),
    );
  assert.deepEqual(shown, headers);
});

test("following shows each new delivery; a choice ends it, and f goes on", async (t) => {
  const vsw = await listen(t);
  const page = await open(t, browser, vsw.inspector);
  await vsw.playCall();
  await waitForText(page.locator(".verdict"), "#4");
  await page.locator(".moment").first().click();
  await waitForText(page.locator(".verdict"), "ringing genuine #1");
  await vsw.playCall();
  await waitForText(page.locator("#shown"), "8 deliveries");
  await waitForText(page.locator(".verdict"), "#1");
  assert.equal(await page.locator("#follow").getAttribute("aria-pressed"), "false");
  await page.keyboard.press("f");
  await waitForText(page.locator(".verdict"), "#8");
});

test("new deliveries do not move the rows that the user looks at", async (t) => {
  const vsw = await listen(t);
  for (let at = 0; at < 30; at += 1) await vsw.event(newCall({ to: `4477009000${at}` }), "ringing");
  const page = await open(t, browser, vsw.inspector);
  await waitForText(page.locator("#shown"), "30 deliveries");
  const isAtTop = () => page.locator("#list").evaluate((list) => list.scrollTop === 0);
  assert.ok(await isAtTop());
  await page.locator("#list").evaluate((list) => {
    list.scrollTop = 400;
  });
  const row = callRow(page, "447700900015");
  await row.waitFor();
  const place = await row.boundingBox();
  for (let at = 0; at < 3; at += 1) await vsw.event(newCall(), "ringing");
  await waitForText(page.locator("#newer"), "3 newer");
  assert.deepEqual(await row.boundingBox(), place);
  await page.locator("#newer").click();
  await page.locator("#newer").waitFor({ state: "hidden" });
  assert.equal(await page.locator("#list").evaluate((list) => list.scrollTop), 0);
});

test("a capture file is shown without a receiver", async (t) => {
  const first = await listen(t, { options: ["--capture", "deliveries.ndjson"] });
  await first.playCall();
  await first.event(newCall(), "completed", { token: null });
  const vsw = await listen(t, { open: `${first.home}/deliveries.ndjson` });
  const page = await open(t, browser, vsw.inspector);
  await waitForText(page.locator("#shown"), "5 deliveries");
  await waitForText(page.locator("#session"), "deliveries.ndjson");
  await waitForText(callRow(page, "completed 10 s"), "4 signed");
  await waitForText(rows(page), "1 of 1 unsigned");
});
