// A connection that breaks loses nothing, and the page says so.
import assert from "node:assert/strict";
import { connect, createServer } from "node:net";
import { after, before, test } from "node:test";
import { launch, open, picture, rows, violations, waitForCount, waitForText } from "./support/browser.mjs";
import { listen, newCall } from "./support/program.mjs";

// The browser connects to this relay instead of the inspector, and sends the inspector's own address as Host.
const relay = {
  sockets: new Set(),
  isOpen: true,
  port: 0,
  server: createServer((socket) => relay.pass(socket)),
  pass(socket) {
    if (!this.isOpen) return socket.destroy();
    const onward = connect(this.port, "127.0.0.1");
    socket.pipe(onward).pipe(socket);
    for (const [one, other] of [
      [socket, onward],
      [onward, socket],
    ]) {
      this.sockets.add(one);
      one.on("error", () => other.destroy());
      one.on("close", () => this.sockets.delete(one));
    }
  },
  cut() {
    this.isOpen = false;
    for (const socket of this.sockets) socket.destroy();
  },
};

let browser;
before(async () => {
  await new Promise((done) => relay.server.listen(0, "127.0.0.1", done));
  browser = await launch([`--host-resolver-rules=MAP localhost 127.0.0.1:${relay.server.address().port}`]);
});
after(async () => {
  await browser.close();
  relay.cut();
  relay.server.close();
});

async function started(t) {
  const vsw = await listen(t, { options: ["--capture", "deliveries.ndjson"] });
  relay.port = vsw.port;
  relay.isOpen = true;
  const page = await open(t, browser, vsw.inspector.replace("127.0.0.1", "localhost"));
  await waitForText(page.locator("#connection"), "Live");
  return { vsw, page };
}

/** Presses the button, even if the page has connected by itself and hidden it. */
const retry = (page) => page.locator("#retry").evaluate((button) => button.click());

test("deliveries during an interruption appear after it, once and in order", async (t) => {
  const { vsw, page } = await started(t);
  await vsw.event(newCall(), "ringing");
  await waitForText(page.locator("#shown"), "1 delivery");
  relay.cut();
  await waitForText(page.locator("#connection"), /Disconnected Next try in \d+ s/);
  assert.deepEqual(await violations(page), []);
  await picture(page, "disconnected");
  for (let at = 0; at < 1200; at += 1) await vsw.event(newCall(), "ringing");
  await waitForText(page.locator("#shown"), "1 delivery");
  relay.isOpen = true;
  await retry(page);
  await waitForText(page.locator("#connection"), "Live");
  await waitForText(page.locator("#shown"), "1,201 deliveries");
  await vsw.event(newCall(), "ringing");
  await waitForText(page.locator("#shown"), "1,202 deliveries");
  await page.locator('button[data-mode="deliveries"]').click();
  const numbers = await rows(page).locator(".number").allInnerTexts();
  assert.deepEqual(numbers.slice(0, 4).sort().reverse(), ["#1202", "#1201", "#1200", "#1199"]);
});

test("it connects again by itself, many times, while deliveries arrive", async (t) => {
  const { vsw, page } = await started(t);
  let sent = 0;
  const send = async (number) => {
    for (let at = 0; at < number; at += 1, sent += 1) await vsw.event(newCall(), "ringing");
  };
  for (let round = 0; round < 4; round += 1) {
    await send(20);
    relay.cut();
    await send(20);
    relay.isOpen = true;
    await waitForText(page.locator("#connection"), "Live", 12_000);
  }
  await waitForText(page.locator("#shown"), `${sent} deliveries`);
  const { deliveries } = await (await vsw.api("/api/deliveries")).json();
  assert.equal(deliveries.length, sent);
});

test("what was cleared during an interruption is gone after it", async (t) => {
  const { vsw, page } = await started(t);
  for (let at = 0; at < 3; at += 1) await vsw.event(newCall(), "ringing");
  await waitForText(page.locator("#shown"), "3 deliveries");
  relay.cut();
  await waitForText(page.locator("#connection"), "Disconnected");
  await vsw.api("/api/clear", { method: "POST", headers: { "content-type": "application/json" } });
  await vsw.event(newCall(), "answered");
  relay.isOpen = true;
  await retry(page);
  await waitForText(page.locator("#shown"), "1 delivery");
  await waitForCount(rows(page), 1);
  await waitForText(page.locator(".verdict"), "#4");
});

test("the end of vsw is shown, and what arrived stays readable", async (t) => {
  const { vsw, page } = await started(t);
  await vsw.playCall();
  await waitForText(page.locator("#shown"), "4 deliveries");
  await waitForText(page.locator(".verdict"), "#4");
  vsw.child.kill();
  await waitForText(page.locator("#connection"), "Disconnected");
  await page.keyboard.press("h");
  await waitForText(page.locator(".verdict"), "answered genuine #2");
  await page.keyboard.press("r");
  await waitForText(page.locator(".results"), "Not replayed");
});
