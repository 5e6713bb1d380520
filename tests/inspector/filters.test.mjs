// Filters and search, in both views.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { callRow, detail, launch, open, rows, waitForCount, waitForText } from "./support/browser.mjs";
import { listen, newCall, token } from "./support/program.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

/** Two answered calls, a busy one whose last webhook is unsigned, and a rejected delivery of no call. */
async function started(t) {
  const vsw = await listen(t);
  await vsw.playCall({ to: "447700900001" });
  await vsw.playCall({ to: "447700900002" });
  const busy = newCall({ to: "447700900003" });
  await vsw.event(busy, "ringing");
  await vsw.event(busy, "busy", { token: null });
  await vsw.post('{"note":"Grüße (100%)"}', { token: token("other") });
  const page = await open(t, browser, vsw.inspector);
  await waitForText(page.locator("#shown"), "11 deliveries");
  return { vsw, page };
}

const chip = (page, name) => page.locator("#verdicts button", { hasText: name });

test("by verdict, with counts", async (t) => {
  const { page } = await started(t);
  await waitForText(chip(page, "genuine"), "genuine 9");
  await waitForText(chip(page, "rejected"), "rejected 1");
  await chip(page, "unsigned").first().click();
  await waitForText(page.locator("#shown"), "1 of 11");
  await waitForCount(rows(page), 1);
  await callRow(page, "447700900003").waitFor();
  await chip(page, "rejected").click();
  await waitForText(page.locator("#shown"), "2 of 11");
  await waitForCount(rows(page), 2);
  await chip(page, "All").click();
  await waitForText(page.locator("#shown"), "11 deliveries");
  await waitForCount(rows(page), 4);
});

test("by event, in the list of deliveries", async (t) => {
  const { page } = await started(t);
  await page.locator('button[data-mode="deliveries"]').click();
  await waitForCount(rows(page), 11);
  await page.locator("#event").selectOption("completed");
  await waitForCount(rows(page), 2);
  await waitForText(page.locator("#shown"), "2 of 11");
  assert.deepEqual(await rows(page).locator(".event").allInnerTexts(), ["completed", "completed"]);
});

test("by call", async (t) => {
  const { page } = await started(t);
  await page.locator('button[data-mode="deliveries"]').click();
  await rows(page).nth(5).click();
  await page.keyboard.press("c");
  await waitForCount(rows(page), 4);
  await waitForText(page.locator("#only-call"), "447700900002");
  await page.locator("#only-call").click();
  await waitForCount(rows(page), 11);
});

test("by text: numbers, headers, bodies, codes; all words must match; letters of either case", async (t) => {
  const { page } = await started(t);
  const find = async (text, expected) => {
    await page.locator("#search").fill(text);
    await waitForText(page.locator("#shown"), `${expected} of 11`);
  };
  await find("447700900001", 4);
  await find("447700900001 ANSWERED", 1);
  await find("grüSSe", 0);
  await find("GRÜSSE", 0);
  await find("GRÜßE (100%)", 1);
  await find("payload-mismatch", 1);
  await find("content-type: application/json", 11);
  await find("#3", 1);
  await find(".*", 0);
  await waitForText(page.locator("#empty"), "No delivery matches");
  await page.locator("#empty button").click();
  await waitForText(page.locator("#shown"), "11 deliveries");
  assert.equal(await page.locator("#search").inputValue(), "");
});

test("a filter applies to what arrives later", async (t) => {
  const { vsw, page } = await started(t);
  await page.locator("#search").fill("needle");
  await waitForText(page.locator("#empty"), "No delivery matches");
  await vsw.event(newCall(), "ringing");
  await vsw.event(newCall(), "ringing", { facts: { note: "a needle" } });
  await waitForCount(rows(page), 1);
  await waitForText(page.locator("#shown"), "1 of 13");
  await waitForText(page.locator("pre.body"), "a needle");
  assert.equal(await page.evaluate(() => CSS.highlights.get("found").size), 1);
});

test("the selected delivery stays selected while filters change", async (t) => {
  const { page } = await started(t);
  await callRow(page, "447700900003").click();
  await waitForText(page.locator(".verdict"), "busy? unsigned");
  await page.locator("#search").fill("447700900001");
  await waitForText(page.locator("#shown"), "4 of 11");
  await waitForText(detail(page), "busy? unsigned");
  await page.locator("#search").fill("");
  await waitForCount(page.locator('.row[aria-selected="true"]'), 1);
  await waitForText(page.locator('.row[aria-selected="true"]'), "447700900003");
});
