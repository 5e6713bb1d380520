// Opens the HTML reports in a real Chromium, as a person with a keyboard and as one with a screen reader would.
//
// usage: node page.mjs FOLDER CHROMIUM, where `playwright-core` and `axe-core` can be found from the working directory
//
// Every FOLDER/*.html has to load without a request, a message or a violation of axe's rules, in light and dark; one
// with a table has to sort and filter by keyboard. `many.html` has 10,000 rows and has to be quick. Writes
// FOLDER/*.png, to be looked at.
import { createRequire } from "node:module";
import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(join(process.cwd(), "x.js"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const [folder, executablePath] = process.argv.slice(2);

const LOAD_MS = 5000;
const KEY_MS = 1000;

const failures = [];
const expect = (what, holds) => {
  if (!holds) failures.push(what);
};

const quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];
const browser = await chromium.launch({ executablePath, headless: true, args: quiet });

async function open(file, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.on("console", (message) => failures.push(`${file}: console: ${message.text()}`));
  page.on("pageerror", (error) => failures.push(`${file}: ${error}`));
  page.on("dialog", (dialog) => { failures.push(`${file}: a dialog`); dialog.dismiss(); });
  const address = pathToFileURL(resolve(folder, file)).href;
  page.on("request", (request) => {
    if (request.url() !== address && request.url() !== "data:,") failures.push(`${file}: asks for ${request.url()}`);
  });
  const began = Date.now();
  await page.goto(address, { waitUntil: "load" });
  return { page, context, took: Date.now() - began };
}

// Chromium lets a page of its own policy run nothing else: axe comes in as a world of its own.
async function violations(page) {
  const session = await page.context().newCDPSession(page);
  const { frameTree } = await session.send("Page.getFrameTree");
  const world = await session.send("Page.createIsolatedWorld", { frameId: frameTree.frame.id, worldName: "axe" });
  const run = (expression, awaitPromise = false) =>
    session.send("Runtime.evaluate", { expression, contextId: world.executionContextId, awaitPromise, returnByValue: true });
  await run(axe);
  const { result, exceptionDetails } = await run(
    "axe.run().then((found) => found.violations.map((one) => one.id + ': ' + one.nodes.map((node) => node.html.slice(0, 200) + ' ' + node.failureSummary).slice(0, 3).join(' | ')))",
    true,
  );
  if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails));
  return result.value;
}

const visible = (page) => page.locator("tbody tr:visible").count();

async function byKeyboard(file, page) {
  const rows = await visible(page);
  const status = page.locator("#shown");
  // The skip link is first, the filter soon after; all of it without a mouse.
  await page.keyboard.press("Tab");
  expect(`${file}: the skip link is first`, await page.locator(".skip:focus").count() === 1);
  await page.keyboard.press("Tab");
  expect(`${file}: the filter is next`, await page.locator("#filter:focus").count() === 1);
  const id = await page.locator("tbody .id").last().textContent();
  await page.keyboard.type(id);
  await page.waitForFunction(() => document.getElementById("shown").textContent.startsWith("1 of "));
  expect(`${file}: one row fits its own id`, await visible(page) === 1);
  await page.keyboard.type("zzz");
  await page.waitForFunction(() => document.getElementById("shown").textContent.startsWith("0 of "));
  expect(`${file}: it says that nothing fits`, await page.locator("#none:visible").count() === 1);
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.press("Delete");
  await page.waitForFunction((all) => document.getElementById("shown").textContent === `${all} of ${all} applications`, String(rows));
  // Every chip shows as many rows as the tally above says.
  const chips = page.locator(".chips button");
  for (let at = 1; at < await chips.count(); at += 1) {
    const word = await chips.nth(at).textContent();
    await chips.nth(at).focus();
    await page.keyboard.press("Space");
    expect(`${file}: the chip ${word} is pressed`, await chips.nth(at).getAttribute("aria-pressed") === "true");
    const told = page.locator(".tally li").filter({ hasText: new RegExp(` ${word}$`) }).locator("b");
    const count = (await told.allTextContents()).reduce((sum, one) => sum + Number(one), 0);
    expect(`${file}: ${word}: ${count} rows`, count > 0 && await visible(page) === count);
  }
  await chips.first().focus();
  await page.keyboard.press("Enter");
  expect(`${file}: all again`, await visible(page) === rows && (await status.textContent()).includes(`${rows} of ${rows}`));
  const heads = page.locator("thead th");
  const column = (at) => page.locator(`tbody tr > :nth-child(${at + 1})`);
  const keys = async (at) => column(at).evaluateAll((cells) => cells.map((cell) => cell.dataset.key ?? cell.textContent.trim().toLowerCase()));
  const order = new Intl.Collator("en", { numeric: true }).compare;
  for (let at = 0; at < await heads.count(); at += 1) {
    for (const [direction, sign] of [["ascending", 1], ["descending", -1]]) {
      await heads.nth(at).locator("button").focus();
      await page.keyboard.press("Enter");
      expect(`${file}: column ${at} is ${direction}`, await heads.nth(at).getAttribute("aria-sort") === direction);
      expect(`${file}: one column is sorted`, await page.locator("[aria-sort]").count() === 1);
      const sorted = await keys(at);
      const wrong = sorted.some((key, index) => index > 0 && sign * order(sorted[index - 1], key) > 0);
      expect(`${file}: column ${at} is in order`, sorted.length === rows && !wrong);
    }
  }
  for (const summary of await page.locator("summary").all()) {
    await summary.focus();
    await page.keyboard.press("Enter");
  }
  expect(`${file}: what moved opens`, await page.locator("details:not([open])").count() === 0);
}

for (const file of readdirSync(folder).filter((name) => name.endsWith(".html") && name !== "many.html")) {
  const name = file.replace(/\.html$/, "");
  for (const colorScheme of ["light", "dark"]) {
    const { page, context } = await open(file, { colorScheme });
    for (const found of await violations(page)) failures.push(`${file}, ${colorScheme}: ${found}`);
    await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`) });
    if (colorScheme === "light" && await page.locator("tbody").count() === 1) {
      await byKeyboard(file, page);
      for (const found of await violations(page)) failures.push(`${file}, used: ${found}`);
      if (name === "fleet") await page.screenshot({ path: join(folder, "used.png"), fullPage: true });
    }
    await context.close();
  }
  const narrow = await open(file, { viewport: { width: 390, height: 800 } });
  const wider = await narrow.page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  expect(`${file}: nothing stands out of a narrow window`, !wider);
  await narrow.page.screenshot({ path: join(folder, `${name}-narrow.png`) });
  await narrow.context.close();
  const plain = await open(file, { javaScriptEnabled: false });
  const rows = await plain.page.locator("tbody tr").count();
  expect(`${file}: readable without a script`, await visible(plain.page) === rows && await plain.page.locator("button:visible").count() === 0);
  await plain.context.close();
}

const { page, took, context } = await open("many.html");
const key = await page.evaluate(async () => {
  const field = document.getElementById("filter");
  const times = [];
  for (const text of ["7", "branch 99", "zzz", ""]) {
    const began = performance.now();
    field.value = text;
    field.dispatchEvent(new Event("input"));
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    times.push(performance.now() - began);
  }
  return Math.max(...times);
});
const sort = await page.evaluate(async () => {
  const began = performance.now();
  document.querySelectorAll("thead button")[1].click();
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return performance.now() - began;
});
console.log(`10,000 rows: loaded in ${took} ms, filtered in at most ${Math.round(key)} ms, sorted in ${Math.round(sort)} ms`);
expect("many.html: all rows can be had", await page.locator("tbody tr").count() === 250 && await page.locator("#more button").textContent() === "Show all 10,000");
await page.locator("#more button").focus();
await page.keyboard.press("Enter");
expect("many.html: all rows are there", await page.locator("tbody tr").count() === 10_000 && await page.locator("#more:visible").count() === 0);
expect(`many.html: loads within ${LOAD_MS} ms, not ${took}`, took < LOAD_MS);
expect(`many.html: a key takes ${KEY_MS} ms at most, not ${key}`, key < KEY_MS);
await context.close();
await browser.close();
if (failures.length > 0) {
  console.error(failures.join("\n"));
  process.exit(1);
}
console.log("the pages hold in Chromium");
