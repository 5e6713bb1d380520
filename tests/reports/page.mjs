// Tests the HTML reports in Chromium: with the keyboard only, and with axe's accessibility rules.
//
// usage: node page.mjs DIRECTORY CHROMIUM, where `playwright-core` and `axe-core` can be found from the working directory
//
// Every DIRECTORY/*.html but `many.html` must load without a request, a console message or a violation of axe's rules,
// in light and dark mode. A table must sort and filter by keyboard. `many.html` has 10,000 rows, of which the page must
// lay out at most MAX_ROWS until the button is pressed. Prints its times. Writes screenshots to DIRECTORY/*.png.
import { createRequire } from "node:module";
import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(join(process.cwd(), "x.js"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const [folder, executablePath] = process.argv.slice(2);

const MAX_ROWS = 250;
// For a busy machine.
const PATIENCE_MS = 120_000;

const failures = [];
const expect = (requirement, passed) => {
  if (!passed) failures.push(requirement);
};

const options = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];
const browser = await chromium.launch({ executablePath, headless: true, args: options });

async function open(file, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  page.on("console", (message) => failures.push(`${file}: console: ${message.text()}`));
  page.on("pageerror", (error) => failures.push(`${file}: ${error}`));
  page.on("dialog", (dialog) => { failures.push(`${file}: a dialog`); dialog.dismiss(); });
  const address = pathToFileURL(resolve(folder, file)).href;
  page.on("request", (request) => {
    if (request.url() !== address && request.url() !== "data:,") failures.push(`${file}: requests ${request.url()}`);
  });
  const began = Date.now();
  await page.goto(address, { waitUntil: "load" });
  return { page, context, took: Date.now() - began };
}

// The page's content security policy blocks other scripts, so axe runs in an isolated world.
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

async function testKeyboard(file, page) {
  const rows = await visible(page);
  const status = page.locator("#shown");
  // The first Tab reaches the skip link, the second the filter.
  await page.keyboard.press("Tab");
  expect(`${file}: the skip link is first`, await page.locator(".skip:focus").count() === 1);
  await page.keyboard.press("Tab");
  expect(`${file}: the filter is next`, await page.locator("#filter:focus").count() === 1);
  const id = await page.locator("tbody .id").last().textContent();
  await page.keyboard.type(id);
  await page.waitForFunction(() => document.getElementById("shown").textContent.startsWith("1 of "));
  expect(`${file}: an id matches one row`, await visible(page) === 1);
  await page.keyboard.type("zzz");
  await page.waitForFunction(() => document.getElementById("shown").textContent.startsWith("0 of "));
  expect(`${file}: a message is shown if no row matches`, await page.locator("#none:visible").count() === 1);
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.press("Delete");
  await page.waitForFunction((all) => document.getElementById("shown").textContent === `${all} of ${all} applications`, String(rows));
  // A pressed chip must show as many rows as the tally above counts for its word.
  const chips = page.locator(".chips button");
  for (let at = 1; at < await chips.count(); at += 1) {
    const word = await chips.nth(at).textContent();
    await chips.nth(at).focus();
    await page.keyboard.press("Space");
    expect(`${file}: the chip ${word} is pressed`, await chips.nth(at).getAttribute("aria-pressed") === "true");
    const tally = page.locator(".tally li").filter({ hasText: new RegExp(` ${word}$`) }).locator("b");
    const count = (await tally.allTextContents()).reduce((sum, one) => sum + Number(one), 0);
    expect(`${file}: ${word}: ${count} rows`, count > 0 && await visible(page) === count);
  }
  await chips.first().focus();
  await page.keyboard.press("Enter");
  expect(`${file}: all rows are shown again`, await visible(page) === rows && (await status.textContent()).includes(`${rows} of ${rows}`));
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
  expect(`${file}: the details of changes open`, await page.locator("details:not([open])").count() === 0);
}

for (const file of readdirSync(folder).filter((name) => name.endsWith(".html") && name !== "many.html")) {
  const name = file.replace(/\.html$/, "");
  for (const colorScheme of ["light", "dark"]) {
    const { page, context } = await open(file, { colorScheme });
    for (const found of await violations(page)) failures.push(`${file}, ${colorScheme}: ${found}`);
    await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`) });
    if (colorScheme === "light" && await page.locator("tbody").count() === 1) {
      await testKeyboard(file, page);
      for (const found of await violations(page)) failures.push(`${file}, used: ${found}`);
      if (name === "fleet") await page.screenshot({ path: join(folder, "used.png"), fullPage: true });
    }
    await context.close();
  }
  const narrow = await open(file, { viewport: { width: 390, height: 800 } });
  const overflows = await narrow.page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  expect(`${file}: no horizontal scrolling in a narrow window`, !overflows);
  await narrow.page.screenshot({ path: join(folder, `${name}-narrow.png`) });
  await narrow.context.close();
  const plain = await open(file, { javaScriptEnabled: false });
  const rows = await plain.page.locator("tbody tr").count();
  expect(`${file}: readable without a script`, await visible(plain.page) === rows && await plain.page.locator("button:visible").count() === 0);
  await plain.context.close();
}

const { page, took, context } = await open("many.html");
const laidOut = () => page.locator("tbody tr").count();
expect(`many.html: ${MAX_ROWS} rows at first, with a button for all`, await laidOut() === MAX_ROWS && await page.locator("#more button").textContent() === "Show all 10,000");
const steps = await page.evaluate(async () => {
  const field = document.getElementById("filter");
  const filterBy = (text) => {
    field.value = text;
    field.dispatchEvent(new Event("input"));
  };
  const steps = [];
  for (const [step, act] of [
    ["filter 7", () => filterBy("7")],
    ["filter branch 99", () => filterBy("branch 99")],
    ["filter zzz", () => filterBy("zzz")],
    ["no filter", () => filterBy("")],
    ["sort", () => document.querySelectorAll("thead button")[1].click()],
  ]) {
    const began = performance.now();
    act();
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const ms = Math.round(performance.now() - began);
    const matches = Number(document.getElementById("shown").textContent.split(" ")[0].replace(",", ""));
    steps.push({ step, ms, matches, rows: document.querySelectorAll("tbody tr").length });
  }
  return steps;
});
console.log(`10,000 rows: loaded in ${took} ms; ${steps.map(({ step, ms }) => `${step}: ${ms} ms`).join(", ")}`);
for (const { step, matches, rows } of steps) {
  expect(`many.html: ${step}: ${rows} rows for ${matches} matches`, rows === Math.min(matches, MAX_ROWS));
}
expect("many.html: no filter shows all again", steps.at(-1).matches === 10_000);
await page.locator("#more button").focus();
await page.keyboard.press("Enter");
expect("many.html: the button shows all rows", await laidOut() === 10_000 && await page.locator("#more:visible").count() === 0);
await context.close();
await browser.close();
if (failures.length > 0) {
  console.error(failures.join("\n"));
  process.exit(1);
}
console.log("the HTML reports passed in Chromium");
