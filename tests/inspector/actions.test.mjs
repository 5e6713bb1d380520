// Replay, copy, diagnose, export and clear.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { REFUSED, detail, launch, open, rows, waitForCount, waitForText } from "./support/browser.mjs";
import { listen, newCall, startHandler, token } from "./support/program.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const pasted = (page) => page.evaluate(() => navigator.clipboard.readText());

test("a replay is signed anew, or as captured on request, and both results stay", async (t) => {
  const handler = await startHandler(t);
  const vsw = await listen(t, { handler });
  const page = await open(t, browser, vsw.inspector);
  const body = JSON.stringify({ ...newCall(), status: "answered" });
  await vsw.post(body);
  await waitForText(page.locator(".verdict"), "#1");
  await page.getByRole("button", { name: "Replay", exact: true }).click();
  await waitForText(page.locator(".results"), /Signed anew: the handler answered 204 in \d+/);
  await page.keyboard.press("Shift+R");
  await waitForText(page.locator(".results"), /As captured: the handler answered 204 in \d+/);
  await waitForCount(page.locator(".results li"), 2);
  const [first, anew, asCaptured] = handler.requests;
  assert.equal(handler.requests.length, 3);
  assert.deepEqual([anew.body, asCaptured.body], [body, body]);
  assert.notEqual(anew.headers.authorization, first.headers.authorization);
  assert.equal(asCaptured.headers.authorization, first.headers.authorization);
  await vsw.event(newCall(), "ringing");
  await page.keyboard.press("j");
  await waitForText(detail(page), "answered genuine #1");
  await waitForCount(page.locator(".results li"), 2);
});

test("a handler that fails, or does not answer, is reported", async (t) => {
  let mode = "fail";
  const handler = await startHandler(t, (request, response) => {
    if (mode === "fail") response.writeHead(500);
    else request.socket.destroy();
  });
  const vsw = await listen(t, { handler });
  const page = await open(t, browser, vsw.inspector, { mayLog: REFUSED });
  await vsw.event(newCall(), "answered");
  await waitForText(page.locator(".verdict"), "Handler 500 in");
  await page.keyboard.press("r");
  await waitForText(page.locator(".results"), "the handler answered 500");
  mode = "close";
  await page.keyboard.press("r");
  await waitForText(page.locator(".results"), "Not replayed: ");
});

test("without a handler a replay says what it needs", async (t) => {
  const vsw = await listen(t);
  const page = await open(t, browser, vsw.inspector, { mayLog: REFUSED });
  await vsw.event(newCall(), "answered");
  await waitForText(page.locator(".verdict"), "#1");
  const button = page.getByRole("button", { name: "Replay", exact: true });
  assert.equal(await button.getAttribute("aria-disabled"), "true");
  assert.match(await button.getAttribute("title"), /--forward-to URL/);
  await page.keyboard.press("r");
  await waitForText(page.locator(".results"), /Not replayed: .*--forward-to URL/);
});

test("a copied curl command sends the same delivery; quotes are safe", async (t) => {
  const handler = await startHandler(t);
  const vsw = await listen(t, { handler });
  const page = await open(t, browser, vsw.inspector);
  const body = JSON.stringify({
    ...newCall(),
    status: "answered",
    text: 'it\'s $(touch owned) `touch owned` "quoted"',
  });
  await vsw.post(body);
  await waitForText(page.locator(".verdict"), "#1");
  await page.keyboard.press("y");
  await waitForText(page.locator("#toast"), "Copied the curl command");
  const script = `${vsw.home}/copied.sh`;
  writeFileSync(script, await pasted(page));
  await vsw.run([script], "sh");
  assert.equal(handler.requests.length, 2);
  assert.equal(handler.requests[1].body, body);
  assert.equal(handler.requests[1].headers.authorization, handler.requests[0].headers.authorization);
  assert.throws(() => readFileSync(`${vsw.home}/owned`));
});

test("a copied vsw verify command, bodies and headers", async (t) => {
  const vsw = await listen(t);
  const page = await open(t, browser, vsw.inspector);
  const body = '{"uuid":"a","odd":"\\u202e"}';
  await vsw.post(body);
  await waitForText(page.locator(".verdict"), "#1");
  await page.keyboard.press("Shift+Y");
  await waitForText(page.locator("#toast"), "Copied the vsw verify command");
  assert.match(await pasted(page), /^vsw verify /m);
  await page.locator('[title="Copy the body as received"]').click();
  await waitForText(page.locator("#toast"), "Copied the body");
  assert.equal(await pasted(page), body);
  await page.locator('[title="Copy all headers"]').click();
  await waitForText(page.locator("#toast"), "Copied the headers");
  assert.match(await pasted(page), /^content-type: application\/json$/m);
});

test("a refused clipboard shows the text to copy by hand", async (t) => {
  const vsw = await listen(t);
  const page = await open(t, browser, vsw.inspector);
  await waitForText(page.locator("#empty"), "Waiting");
  await page.context().clearPermissions();
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error("refused"));
  });
  await page.locator("#empty .command button").first().click();
  await page.locator("#manual-copy").waitFor();
  assert.match(await page.locator("#copy-text").inputValue(), /^vsw trigger call/);
});

test("a diagnosis names the cause", async (t) => {
  const vsw = await listen(t);
  const page = await open(t, browser, vsw.inspector);
  const body = JSON.stringify({ ...newCall(), status: "answered" });
  await vsw.post(JSON.stringify(JSON.parse(body), null, 2), { token: token(body) });
  await waitForText(page.locator(".verdict"), "#1");
  await page.keyboard.press("d");
  await waitForText(page.locator(".causes"), "proven");
  await waitForText(page.locator(".causes code"), /^body-/);
  await vsw.event(newCall(), "answered");
  await waitForText(page.locator("#shown"), "2 deliveries");
  await page.keyboard.press("g");
  await waitForText(page.locator(".verdict"), "#2");
  await page.keyboard.press("d");
  await waitForText(detail(page), "Nothing to explain: it is genuine.");
});

async function exported(page, act) {
  const [download] = await Promise.all([page.waitForEvent("download"), act()]);
  assert.equal(download.suggestedFilename(), "deliveries.ndjson");
  return readFileSync(await download.path(), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}

test("an export has the shown deliveries as captures that can be replayed", async (t) => {
  const handler = await startHandler(t);
  const vsw = await listen(t, { handler });
  await vsw.playCall();
  await vsw.event(newCall(), "busy", { token: null });
  const page = await open(t, browser, vsw.inspector);
  await waitForText(page.locator("#shown"), "5 deliveries");
  const all = await exported(page, () => page.locator("#export").click());
  assert.equal(all.length, 5);
  assert.ok(all.every(({ schema }) => schema === "vsw/delivery/1"));
  await page.keyboard.press("3");
  const some = await exported(page, () => page.keyboard.press("e"));
  assert.equal(some.length, 1);
  assert.equal(JSON.parse(some[0].body).status, "busy");
  writeFileSync(
    `${vsw.home}/exported.ndjson`,
    all
      .slice(0, 4)
      .map((line) => `${JSON.stringify(line)}\n`)
      .join(""),
  );
  await vsw.run(["replay", "exported.ndjson", "--to", handler.address, "--pace", "0"]);
  assert.equal(handler.requests.length, 8);
});

test("clear asks, forgets everywhere, and keeps the capture file", async (t) => {
  const vsw = await listen(t, { options: ["--capture", "deliveries.ndjson"] });
  const page = await open(t, browser, vsw.inspector);
  const other = await open(t, browser, vsw.inspector);
  await vsw.playCall();
  await waitForText(page.locator("#shown"), "4 deliveries");
  await page.keyboard.press("Shift+X");
  await waitForText(
    page.locator("#confirm-clear"),
    "4 deliveries will be gone from this page. The capture file deliveries.ndjson stays",
  );
  await page.locator("#confirm-clear button", { hasText: "Cancel" }).click();
  await waitForText(page.locator("#shown"), "4 deliveries");
  await page.locator("#clear").click();
  await page.locator("#confirm-clear button", { hasText: "Clear" }).click();
  for (const one of [page, other]) {
    await waitForText(one.locator("#shown"), "0 deliveries");
    await waitForText(one.locator("#empty"), "Waiting for the first webhook");
  }
  assert.equal(readFileSync(`${vsw.home}/deliveries.ndjson`, "utf8").trimEnd().split("\n").length, 4);
  await vsw.event(newCall(), "ringing");
  await waitForCount(rows(page), 1);
  await waitForText(page.locator(".verdict"), "#5");
});
