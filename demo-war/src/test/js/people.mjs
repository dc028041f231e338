// People in browser windows: what the tests do with the demo's page, and what they check there.
//
//   DEMO_URL            where the demo runs, e.g. http://127.0.0.1:8080/
//   SCREENSHOT_DIR      optional: where the screenshots go (default: the current directory)
//
// Nothing sleeps here: each step waits for what it wants to see, and fails with its name if that does not come.

import { mkdirSync } from "node:fs";
import { join as pathOf } from "node:path";

export const DEMO_URL = process.env.DEMO_URL ?? "http://127.0.0.1:8080/";
const SCREENSHOT_DIR = process.env.SCREENSHOT_DIR ?? ".";
export const TIMEOUT_MS = 20_000;

export const ADA = "Ada Lovelace";
export const GRACE = "Grace Hopper";
export const BARBARA = "Barbara Liskov";

// ---- What a step may do and check ------------------------------------------

export const pages = [];
const pageErrors = [];

export async function open(browser, name, { client = "4", transport = "auto", room = "lobby", width = 1180, picture, url = DEMO_URL } = {}) {
  const context = await browser.newContext({ viewport: { width, height: 760 }, reducedMotion: "reduce" });
  const page = await context.newPage();
  page.setDefaultTimeout(TIMEOUT_MS);
  page.on("pageerror", (error) => pageErrors.push(`${name}: ${error.stack ?? error}`));
  page.on("console", (message) => {
    if (/Content Security Policy/i.test(message.text())) pageErrors.push(`${name}: ${message.text()}`);
  });
  const heard = [];
  page.on("websocket", (socket) => socket.on("framereceived", ({ payload }) => heard.push(String(payload))));
  pages.push({ name, page, heard });
  await page.goto(`${url}?client=${client}&transport=${transport}`);
  await see(page, "#status[data-state=connected]");
  await see(page, "#client", new RegExp(`^client ${client}\\.\\d+\\.\\d+$`));
  await page.getByLabel("Your name").fill(name);
  await page.locator("#room").fill(room);
  if (picture) await screenshot(page, picture);
  await page.getByRole("button", { name: "Join", exact: true }).click();
  await page.locator("#room-title", { hasText: room }).waitFor();
  return page;
}

export const see = (page, selector, hasText) => page.locator(selector, { hasText }).last().waitFor();

export const gone = (page, selector, hasText) => page.locator(selector, { hasText }).first().waitFor({ state: "hidden" });

export const UPGRADED = "polling → websocket";
export const connectedBy = (page, transport) => see(page, "#status[data-state=connected] #transport", new RegExp(`^${transport}$`));

export async function write(page, text) {
  await page.getByLabel("Message").fill(text);
  await page.getByLabel("Message").press("Enter");
}

/** One message from one page to others, seen, and its delivery confirmed to the sender. */
export async function says(from, to, sender, text) {
  await write(from, text);
  await see(from, "#log ol:not([hidden]) .own[data-delivery=delivered]", text);
  for (const page of [to].flat()) {
    await see(page, "#log ol:not([hidden]) .message:not(.own)", text);
    const name = await page.locator(".message:not(.own)", { hasText: text }).last().locator(".name").textContent();
    check(name === sender, `"${text}" should come from ${sender}, came from ${name}`);
  }
}

export async function bothChat(ada, grace, topic) {
  await says(ada, grace, ADA, `Ada about ${topic}`);
  await says(grace, ada, GRACE, `Grace about ${topic}`);
}

export async function displays(page, fileName, width, height) {
  await page.waitForFunction(
    ([alt, w, h]) => [...document.images].some((image) => image.alt === alt && image.naturalWidth === w && image.naturalHeight === h),
    [fileName, width, height],
  );
}

export const socketIdOf = (page) => page.locator("#status").getAttribute("data-socket");

/** Runs what breaks the connections, then waits until each page has a new one. */
export async function reconnects(ofPages, breakIt) {
  const before = await Promise.all(ofPages.map(socketIdOf));
  await breakIt();
  await Promise.all(ofPages.map((page, i) => page.waitForFunction((old) => {
    const { state, socket } = document.getElementById("status").dataset;
    return state === "connected" && socket !== old;
  }, before[i])));
}

export async function seesMembers(page, ...names) {
  await page.waitForFunction(
    (wanted) => [...document.querySelectorAll("#members .member")].map((item) => item.title).sort().join() === wanted,
    [...names].sort().join(),
  );
}

export function check(condition, message) {
  if (!condition) throw new Error(message);
}

export const screenshot = (page, name) => page.screenshot({ path: pathOf(SCREENSHOT_DIR, name) });

export async function step(name, run) {
  const start = Date.now();
  try {
    const result = await run();
    check(pageErrors.length === 0, "there was an error on a page");
    console.log(`ok      ${name} (${Date.now() - start} ms)`);
    return result;
  } catch (error) {
    console.error(`FAILED  ${name}\n${error.stack ?? error}`);
    pageErrors.forEach((each) => console.error(`        ${each}`));
    for (const { name: user, page } of pages) {
      if (page.isClosed()) continue;
      const status = await page.locator("#status").innerText().catch(String);
      console.error(`        ${user} at ${page.url()}: ${status.replace(/\s+/g, " ")}`);
      await screenshot(page, `failed-${user.split(" ")[0].toLowerCase()}.png`).catch(() => {});
    }
    throw error;
  }
}

/** A PNG of 480 × 270 pixels. */
export async function paint(browser) {
  const page = await browser.newPage({ viewport: { width: 480, height: 270 } });
  await page.setContent(`<body style="margin:0;height:270px;background:
    radial-gradient(circle at 50% 62%, #fff6d8 0 34px, #ffd27a 35px 60px, transparent 150px),
    linear-gradient(transparent 66%, #1d3b4f 66% 72%, #274f63 72% 80%, #1d3b4f 80%),
    linear-gradient(#42275a, #b2466a 38%, #f7a15c 66%)">`);
  const image = await page.screenshot();
  await page.close();
  return image;
}

mkdirSync(SCREENSHOT_DIR, { recursive: true });
