// Opens pages in Chromium. A page that logs, throws, opens a dialog, or talks to another origin fails its test.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium } from "playwright-core";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
/** What Chromium logs by itself if a connection ends, as at the end of a test. */
const DISCONNECTED = /^Failed to load resource: net::ERR_/;
/** What it logs if a request is refused. */
export const REFUSED = /^Failed to load resource: the server responded/;

export function launch(more = []) {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [...ARGUMENTS, ...more],
  });
}

/** Opens an address. `mayLog` matches messages that the test provokes. */
export async function open(t, browser, address, { mayLog = DISCONNECTED, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const page = await context.newPage();
  const problems = [];
  const { origin } = new URL(address);
  page.on("console", (message) => {
    const text = message.text();
    if (!DISCONNECTED.test(text) && !mayLog.test(text)) problems.push(`console: ${text}`);
  });
  page.on("pageerror", (error) => problems.push(String(error.stack)));
  page.on("dialog", (dialog) => {
    problems.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(`${origin}/`) && !/^(data|blob):/.test(request.url()))
      problems.push(`request: ${request.url()}`);
  });
  t.after(async () => {
    await context.close();
    assert.deepEqual(problems, []);
  });
  await page.goto(address);
  return page;
}

/** The rows in the document: those in sight, and some around them. */
export const rows = (page) => page.locator(".row");
export const callRow = (page, text) => page.locator(".call-row", { hasText: text });
export const detail = (page) => page.locator("#detail");

/** Waits until an element has this text. Several spaces count as one. */
export async function waitForText(locator, text, timeout = 60_000) {
  const end = Date.now() + timeout;
  const matches = (found) => (text instanceof RegExp ? text.test(found) : found.includes(text));
  let found = "";
  do {
    found = (await locator.allInnerTexts()).join("\n").replace(/\s+/g, " ");
    if (matches(found)) return found;
    await new Promise((done) => setTimeout(done, 50));
  } while (Date.now() < end);
  assert.fail(`expected ${text} in: ${found}`);
}

export async function waitForCount(locator, count, timeout = 60_000) {
  const end = Date.now() + timeout;
  while ((await locator.count()) !== count) {
    if (Date.now() > end) assert.equal(await locator.count(), count);
    await new Promise((done) => setTimeout(done, 50));
  }
}

/**
 * Returns the violations of axe's rules. It runs in a world of its own, because the page's policy lets no other script
 * in.
 */
export async function violations(page) {
  const session = await page.context().newCDPSession(page);
  const { frameTree } = await session.send("Page.getFrameTree");
  const { executionContextId: contextId } = await session.send("Page.createIsolatedWorld", {
    frameId: frameTree.frame.id,
    worldName: "axe",
  });
  const evaluate = (expression) =>
    session.send("Runtime.evaluate", { expression, contextId, awaitPromise: true, returnByValue: true });
  await evaluate(axeSource);
  const tags = JSON.stringify(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]);
  const { result, exceptionDetails } = await evaluate(`
    axe.run({ runOnly: ${tags} }).then(({ violations }) => violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => id + ": " + node.html.slice(0, 160) + ": " + node.failureSummary)))`);
  await session.detach();
  if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails));
  return result.value;
}

/** Writes a picture to the directory SCREENSHOTS, if it is set. */
export async function picture(page, name) {
  const directory = process.env.SCREENSHOTS;
  if (!directory) return;
  mkdirSync(directory, { recursive: true });
  await page.screenshot({ path: join(directory, `${name}.png`) });
}
