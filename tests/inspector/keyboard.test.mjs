// Everything works without a mouse.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, open, waitForCount, waitForText } from "./support/browser.mjs";
import { listen, newCall, startHandler } from "./support/program.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

async function started(t, options) {
  const handler = await startHandler(t);
  const vsw = await listen(t, { handler });
  for (const last of [1, 2, 3]) await vsw.playCall({ to: `44770090000${last}` });
  const page = await open(t, browser, vsw.inspector, options);
  await waitForText(page.locator("#shown"), "12 deliveries");
  return { vsw, page, handler };
}

const selected = (page) => page.locator('.row[aria-selected="true"]');
const focused = (page) =>
  page.evaluate(() => document.activeElement.id || document.activeElement.className || document.activeElement.tagName);

test("rows: j and k, arrows, the ends; webhooks of a call: h and l", async (t) => {
  const { page } = await started(t);
  const press = async (key, text) => {
    await page.keyboard.press(key);
    await waitForText(selected(page), text);
  };
  await press("j", "447700900002");
  await press("ArrowDown", "447700900001");
  await press("j", "447700900001");
  await press("k", "447700900002");
  await press("g", "447700900003");
  await press("Shift+G", "447700900001");
  await press("Home", "447700900003");
  await press("End", "447700900001");
  await waitForText(page.locator(".verdict"), "completed genuine #4");
  await page.keyboard.press("h");
  await waitForText(page.locator(".verdict"), "answered genuine #2");
  await page.keyboard.press("ArrowLeft");
  await waitForText(page.locator(".verdict"), "started genuine #3");
  await page.keyboard.press("l");
  await waitForText(page.locator(".verdict"), "answered genuine #2");
  await page.keyboard.press("v");
  await waitForText(selected(page), "answered");
  await press("PageUp", "#12");
});

test("the list names its selected row to assistive technology", async (t) => {
  const { page } = await started(t);
  await page.locator("#list").focus();
  await page.keyboard.press("ArrowDown");
  const active = await page.locator("#list").getAttribute("aria-activedescendant");
  assert.equal(await selected(page).getAttribute("id"), active);
  assert.equal(await selected(page).getAttribute("aria-posinset"), "2");
  assert.equal(await selected(page).getAttribute("aria-setsize"), "3");
});

test("Enter goes to the details and Escape back; then Escape removes the filters", async (t) => {
  const { page } = await started(t);
  await page.keyboard.press("1");
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  assert.equal(await focused(page), "detail");
  await page.keyboard.press("Escape");
  assert.equal(await focused(page), "list");
  await waitForText(page.locator("#shown"), "12 of 12");
  await page.keyboard.press("Escape");
  await waitForText(page.locator("#shown"), "12 deliveries");
});

test("slash searches, without a shortcut for what is typed; Escape leaves the field", async (t) => {
  const { page } = await started(t);
  await page.keyboard.press("/");
  assert.equal(await focused(page), "search");
  await page.keyboard.type("vjx?447700900002");
  assert.equal(await page.locator("#search").inputValue(), "vjx?447700900002");
  await page.locator("#search").fill("447700900002");
  await waitForText(page.locator("#shown"), "4 of 12");
  await page.keyboard.press("Escape");
  await waitForText(page.locator("#shown"), "12 deliveries");
  assert.equal(await focused(page), "list");
});

test("question mark shows every key, and the shortcuts can be turned off", async (t) => {
  const { page } = await started(t);
  await page.keyboard.press("?");
  await waitForText(page.locator("#keys"), "Replay, signed anew");
  const keys = await page.locator("#keys kbd").allInnerTexts();
  for (const key of ["j", "k", "/", "v", "c", "r", "Shift+R", "d", "b", "y", "e", "Shift+X", "Enter", "Esc"]) {
    assert.ok(keys.includes(key), `${key} is not in the help`);
  }
  await page.locator("#keys-on").uncheck();
  await page.keyboard.press("Escape");
  await page.locator("#keys").waitFor({ state: "hidden" });
  await page.keyboard.press("j");
  await waitForText(selected(page), "447700900003");
  await page.keyboard.press("ArrowDown");
  await waitForText(selected(page), "447700900002");
  await page.reload();
  await waitForText(page.locator("#shown"), "12 deliveries");
  await page.keyboard.press("?");
  assert.equal(await page.locator("#keys").isVisible(), false);
});

test("Tab goes through the page in its order, and each stop is visible", async (t) => {
  const { page } = await started(t);
  const stops = [];
  for (let at = 0; at < 40; at += 1) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === document.body) return null;
      const { width, height } = element.getBoundingClientRect();
      // The list's frame and the divider's color replace their outlines.
      const isMarked =
        getComputedStyle(element).outlineStyle !== "none" ||
        element.id === "divider" ||
        (element.id === "list" && getComputedStyle(element.parentElement, "::after").borderTopStyle === "solid");
      return {
        name: element.id || element.innerText || element.className,
        isSeen: width > 0 && height > 0 && isMarked,
      };
    });
    if (!stop) break;
    assert.ok(stop.isSeen, `${stop.name} is not visible`);
    stops.push(stop.name.split("\n")[0].trim());
  }
  const order = [
    "follow",
    "export",
    "clear",
    "help",
    "Calls",
    "Deliveries",
    "search",
    "event",
    "list",
    "divider",
    "detail",
  ];
  assert.deepEqual(
    stops.filter((stop) => order.includes(stop)),
    order,
  );
  assert.ok(stops.indexOf("Replay") > stops.indexOf("detail"));
});

test("the divider moves with the arrow keys, and stays after a reload", async (t) => {
  const { page } = await started(t);
  const width = () => page.locator(".list").evaluate((list) => list.getBoundingClientRect().width);
  const before = await width();
  await page.locator("#divider").focus();
  for (let at = 0; at < 5; at += 1) await page.keyboard.press("ArrowRight");
  assert.ok((await width()) > before + 100);
  assert.equal(await page.locator("#divider").getAttribute("aria-valuenow"), "48");
  const wide = await width();
  await page.reload();
  await waitForText(page.locator("#shown"), "12 deliveries");
  assert.equal(await width(), wide);
});

test("the timeline keeps the focus, and the details their place, while webhooks arrive", async (t) => {
  const { vsw, page } = await started(t);
  const call = newCall();
  await vsw.event(call, "ringing");
  await waitForText(page.locator(".verdict"), "#13");
  await page.locator(".moment").first().focus();
  await page.keyboard.press("Enter");
  await vsw.event(call, "answered");
  await waitForCount(page.locator(".moment"), 2);
  assert.equal(await page.evaluate(() => document.activeElement.dataset.number), "13");
  const top = await page.locator("#detail").evaluate((detail) => {
    detail.scrollTop = 400;
    return detail.scrollTop;
  });
  assert.ok(top > 200);
  await vsw.event(call, "completed");
  await waitForCount(page.locator(".moment"), 3);
  // The timeline grows by one line.
  const moved = (await page.locator("#detail").evaluate((detail) => detail.scrollTop)) - top;
  assert.ok(moved >= 0 && moved < 40, `the details moved by ${moved}`);
});

test("on a narrow screen Enter opens the details, and Escape or Back close them", async (t) => {
  const { page } = await started(t, { viewport: { width: 390, height: 780 } });
  assert.equal(await page.locator("#detail").isVisible(), false);
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.locator("#detail").waitFor();
  assert.equal(await page.locator("#list").isVisible(), false);
  await page.keyboard.press("Escape");
  await page.locator("#detail").waitFor({ state: "hidden" });
  await page.locator(".call-row").last().click();
  await page.locator("#detail").waitFor();
  await page.goBack();
  await page.locator("#detail").waitFor({ state: "hidden" });
  await waitForCount(page.locator(".call-row"), 3);
});
