// axe finds nothing in any state, light or dark, wide or narrow; new deliveries are announced politely.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, open, picture, violations, waitForCount, waitForText } from "./support/browser.mjs";
import { listen, newCall, startHandler, token } from "./support/program.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const WIDTHS = [360, 768, 1280, 1600];

/** Sends a delivery of each verdict, and calls in each state. */
async function sendAll(vsw) {
  await vsw.playCall({ to: "447700900001" });
  await vsw.playCall({ to: "447700900002", direction: "inbound", from: "441632960001" });
  const call = { ...newCall({ to: "447700900003" }), begin: Date.now() - 30_000 };
  await vsw.event(call, "ringing");
  await vsw.event(call, "answered", { after: 4200 });
  await vsw.event(call, "completed", { after: 30_000, token: null });
  await vsw.post('{"message_uuid":"aaaaaaaa-bbbb-cccc-dddd-0123456789ab"}', {
    token: token("another body"),
    path: "/webhooks/inbound",
  });
  const body = JSON.stringify({
    ...newCall({ to: "447700900004" }),
    status: "ringing",
    timestamp: new Date().toISOString(),
  });
  const same = token(body);
  await vsw.post(body, { token: same });
  await vsw.post(body, { token: same });
  const last = { ...newCall({ to: "447700900005" }), begin: Date.now() - 11_000 };
  await vsw.event(last, "ringing");
  await vsw.event(last, "started", { after: 1 });
  await vsw.event(last, "answered", { after: 2400 });
  await vsw.answer(last);
  await vsw.event(last, "completed", {
    after: 11_000,
    facts: { duration: "9", rate: "0.00450000", price: "0.00067500", network: "GB-FIXED" },
  });
}

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing: ${colorScheme}`, async (t) => {
    const handler = await startHandler(t);
    const vsw = await listen(t, { handler, options: ["--signing", "preview"] });
    const page = await open(t, browser, vsw.inspector, { colorScheme });
    const check = async (state) => {
      assert.deepEqual(await violations(page), [], state);
      await picture(page, `${state}-${colorScheme}`);
    };
    const press = async (key, text) => {
      await page.keyboard.press(key);
      if (text) await waitForText(page.locator("#detail"), text);
    };
    await waitForText(page.locator("#empty"), "Waiting for the first webhook");
    await check("empty");
    await sendAll(vsw);
    await waitForText(page.locator("#shown"), "19 deliveries");
    await check("calls");
    await press("v");
    await check("deliveries");
    for (const [key, verdict] of [
      ["2", "rejected"],
      ["3", "unsigned"],
      ["5", "replayed"],
    ]) {
      await press("0");
      await press(key);
      await waitForText(page.locator("#shown"), /\d of 19/);
      await page.keyboard.press("End");
      await waitForText(page.locator(".verdict"), verdict);
      await press("d", "Diagnosis");
      await page.waitForFunction(
        () => !document.getElementById("detail").textContent.includes("Looking for the cause"),
      );
      await check(`verdict-${verdict}`);
    }
    await press("0");
    await press("g");
    await press("r", "Signed anew");
    await page.locator("summary").click();
    await check("used");
    await press("/");
    await page.keyboard.type("no such text");
    await waitForText(page.locator("#empty"), "No delivery matches");
    await check("no-match");
    await press("Escape");
    await press("?");
    await page.locator("#keys").waitFor();
    await check("keys");
    await press("Escape");
    await press("Shift+X");
    await page.locator("#confirm-clear").waitFor();
    await check("clear");
    await press("Escape");
    const without = await open(t, browser, vsw.origin, { colorScheme });
    await waitForText(without.locator("#empty"), "The token is missing");
    assert.deepEqual(await violations(without), []);
  });

  test(`axe finds nothing, and nothing is cut off, at each width: ${colorScheme}`, async (t) => {
    const vsw = await listen(t);
    await sendAll(vsw);
    for (const width of WIDTHS) {
      const page = await open(t, browser, vsw.inspector, { colorScheme, viewport: { width, height: 900 } });
      await waitForText(page.locator("#shown").or(page.locator("#verdicts")).first(), "19");
      await waitForCount(page.locator(".call-row"), 6);
      const check = async (state) => {
        assert.deepEqual(await violations(page), [], `${state} at ${width}`);
        assert.equal(
          await page.evaluate(() => document.documentElement.scrollWidth > innerWidth),
          false,
          `${state} at ${width}`,
        );
        await picture(page, `${state}-${width}-${colorScheme}`);
      };
      await check("list");
      await page
        .locator(".call-row", { hasText: "rejected" })
        .or(page.locator(".call-row", { hasText: "payload-mismatch" }))
        .first()
        .click();
      await waitForText(page.locator(".verdict"), "rejected");
      await check("detail");
      await page.keyboard.press("Escape");
      await page.keyboard.press("v");
      await waitForText(page.locator(".delivery-row").first(), "completed");
      await check("deliveries");
    }
  });
}

test("new deliveries are announced once, politely, and not at the start", async (t) => {
  const vsw = await listen(t);
  await vsw.playCall();
  const page = await open(t, browser, vsw.inspector);
  const announcer = page.locator("#announcer");
  await waitForText(page.locator("#shown"), "4 deliveries");
  assert.equal(await announcer.getAttribute("role"), "status");
  await page.waitForTimeout(1200);
  assert.equal(await announcer.textContent(), "");
  await vsw.event(newCall(), "answered");
  await waitForText(announcer, "New delivery: answered, genuine");
  await vsw.event(newCall(), "answered", { token: null });
  await vsw.playCall();
  await waitForText(announcer, "5 new deliveries: 1 unsigned, 4 genuine");
});

test("the title counts what arrives while the page is hidden", async (t) => {
  const vsw = await listen(t);
  const page = await open(t, browser, vsw.inspector);
  await waitForText(page.locator("#connection"), "Live");
  await page.evaluate(() => Object.defineProperty(document, "hidden", { value: true, configurable: true }));
  await vsw.playCall();
  await page.waitForFunction(() => document.title === "(4) vsw inspector");
  await page.evaluate(() => {
    delete document.hidden;
    document.dispatchEvent(new Event("visibilitychange"));
  });
  assert.equal(await page.title(), "vsw inspector");
});

test("nothing moves by itself if the user asks for less motion", async (t) => {
  const vsw = await listen(t);
  const page = await open(t, browser, vsw.inspector, { reducedMotion: "reduce" });
  await vsw.playCall();
  await waitForText(page.locator("#shown"), "4 deliveries");
  assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
  await page.evaluate(() => {
    document.getElementById("connection").dataset.state = "lost";
  });
  assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
});
