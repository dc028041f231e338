// People chat in browser windows, with every version of the client; everything that the demo shows must work for all of them.
//
//   DEMO_URL, SCREENSHOT_DIR   see people.mjs
//   DEMO_CONTROL_URL           optional: POST <url>/restart restarts the server and answers when it serves again
//   CHROMIUM                   optional: see chromium.mjs

import { launch } from "./chromium.mjs";
import {
  ADA, BARBARA, DEMO_URL, GRACE, TIMEOUT_MS, UPGRADED, bothChat, check, connectedBy, displays, gone, open, pages, paint, reconnects,
  says, screenshot, see, seesMembers, socketIdOf, step, write,
} from "./people.mjs";

const CONTROL_URL = process.env.DEMO_CONTROL_URL;

async function restartServer() {
  const answer = await fetch(`${CONTROL_URL}/restart`, { method: "POST", signal: AbortSignal.timeout(TIMEOUT_MS) });
  check(answer.ok, `the restart was answered with ${answer.status}`);
}

// ---- The story -------------------------------------------------------------

async function chatOverUpgrade(browser) {
  const ada = await step("Ada joins, and the connection is upgraded to WebSocket", async () => {
    const page = await open(browser, ADA, { picture: "join.png" });
    await connectedBy(page, UPGRADED);
    return page;
  });
  const grace = await step("Grace joins, and both see who is here", async () => {
    const page = await open(browser, GRACE);
    await connectedBy(page, UPGRADED);
    await seesMembers(ada, ADA, GRACE);
    await seesMembers(page, ADA, GRACE);
    await see(ada, ".notice", `${GRACE} joined`);
    await see(ada, "#rooms .room[aria-current] .count", "2");
    return page;
  });
  await step("they chat, and each message is confirmed", async () => {
    await says(ada, grace, ADA, "Hello Grace! This page talks to a servlet.");
    await says(grace, ada, GRACE, "Hello Ada. One servlet for polling and WebSocket?");
    await says(ada, grace, ADA, "Yes: same URL, same port, same WAR.");
    await says(ada, grace, ADA, "And each ✓ below is an acknowledgement from the server.");
  });
  await step("typing is shown while somebody types", async () => {
    await grace.getByLabel("Message").pressSequentially("I am thinking", { delay: 5 });
    await see(ada, "#typing", `${GRACE} is typing`);
    await screenshot(ada, "chat.png");
    await grace.getByLabel("Message").fill("");
    await ada.waitForFunction(() => document.getElementById("typing").textContent === "");
  });
  await images(browser, ada, grace);
  await step("any text arrives as it was written", async () => {
    await says(ada, grace, ADA, "<img src=x onerror=alert(1)> <b>&amp;</b>");
    const odd = "Grüße, Ελλάδα, 日本語, \u{1f600}, \u2028 and \u001e";
    await says(grace, ada, GRACE, odd);
    check((await ada.locator("#log .message:not(.own) .text").last().textContent()) === odd, "a character got lost");
    check((await grace.locator("#log .text *").count()) === 0, "text became markup");
  });
  await rooms(ada, grace);
  await reconnecting(ada, grace);
  await looks(ada);
  return [ada, grace];
}

async function images(browser, ada, grace) {
  const buffer = await step("paint a picture", () => paint(browser));
  await step("an image is sent as binary and displayed", async () => {
    await ada.locator("#image").setInputFiles({ name: "sunset.png", mimeType: "image/png", buffer });
    await displays(grace, "sunset.png", 480, 270);
    await see(ada, ".own[data-delivery=delivered]:has(img)");
    await says(grace, ada, GRACE, "What a view!");
    await screenshot(grace, "image.png");
  });
  await step("an image is pasted", async () => {
    await grace.getByLabel("Message").evaluate((field, bytes) => {
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File([new Uint8Array(bytes)], "pasted.png", { type: "image/png" }));
      field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    }, [...buffer]);
    await displays(ada, "pasted.png", 480, 270);
  });
  await step("an image over the limit is refused with a hint, one just below it is sent", async () => {
    await ada.locator("#image").setInputFiles({ name: "huge.png", mimeType: "image/png", buffer: Buffer.alloc(900_001) });
    await see(ada, "#problem", "up to 900 kB");
    const large = Buffer.concat([buffer, Buffer.alloc(900_000 - buffer.length)]); // a PNG may have anything after its end
    await ada.locator("#image").setInputFiles({ name: "large.png", mimeType: "image/png", buffer: large });
    await displays(grace, "large.png", 480, 270);
    check((await ada.locator("#problem").textContent()) === "", "the hint should be gone");
  });
}

async function rooms(ada, grace) {
  await step("Grace opens another room and Ada follows", async () => {
    await grace.getByLabel("Open another room").fill("engines");
    await grace.getByLabel("Open another room").press("Enter");
    await see(grace, "#room-title", "engines");
    await see(ada, ".notice", `${GRACE} left`);
    await seesMembers(ada, ADA);
    await write(ada, "Nobody else should read this");
    await ada.locator("#rooms .room", { hasText: "engines" }).click();
    await seesMembers(ada, ADA, GRACE);
    await bothChat(ada, grace, "engines");
    const overheard = await grace.locator(".message", { hasText: "Nobody else" }).count();
    check(overheard === 0, "a message left its room");
  });
  await step("both go back to the lobby and find what they had read there", async () => {
    for (const page of [ada, grace]) await page.locator("#rooms .room", { hasText: "lobby" }).click();
    await seesMembers(ada, ADA, GRACE);
    await see(ada, "#log ol:not([hidden]) .message", "What a view!");
    await gone(ada, ".message", "Grace about engines");
    await bothChat(ada, grace, "the lobby");
  });
}

async function reconnecting(ada, grace) {
  await step("the button drops Ada's connection and it comes back", async () => {
    await reconnects([ada], () => ada.getByRole("button", { name: "Drop connection" }).click());
    await connectedBy(ada, UPGRADED);
    await seesMembers(ada, ADA, GRACE);
    await bothChat(ada, grace, "a dropped connection");
  });
  await step("what is written without a network waits, and is delivered when it is back", async () => {
    await reconnects([ada], async () => {
      await ada.context().setOffline(true);
      await ada.evaluate(() => document.getElementById("drop").click()); // if going offline did not close it
      await see(ada, "#status[data-state=reconnecting]");
      await write(ada, "Written in a tunnel");
      await see(ada, ".own[data-delivery=waiting]", "Written in a tunnel");
      await screenshot(ada, "offline.png");
      await ada.context().setOffline(false);
    });
    await see(ada, ".own[data-delivery=delivered]", "Written in a tunnel");
    await see(grace, ".message:not(.own)", "Written in a tunnel");
    const copies = await grace.locator(".message", { hasText: "Written in a tunnel" }).count();
    check(copies === 1, `the message arrived ${copies} times`);
    await seesMembers(grace, ADA, GRACE);
  });
  await restarting(ada, grace, UPGRADED, UPGRADED);
  await screenshot(ada, "reconnected.png");
}

async function restarting(ada, grace, adasTransport, gracesTransport) {
  if (!CONTROL_URL) return console.log("skipped the restart of the server: no DEMO_CONTROL_URL");
  await step("the server restarts and both come back", async () => {
    await reconnects([ada, grace], restartServer);
    await connectedBy(ada, adasTransport);
    await connectedBy(grace, gracesTransport);
    await seesMembers(ada, ADA, GRACE);
    await seesMembers(grace, ADA, GRACE);
    await bothChat(ada, grace, "the restart");
  });
}

async function looks(page) {
  await step("it fits a phone", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    const { scrollWidth, innerWidth } = await page.evaluate(() => ({ scrollWidth: document.documentElement.scrollWidth, innerWidth }));
    check(scrollWidth <= innerWidth, `the page is ${scrollWidth} px wide on a screen of ${innerWidth} px`);
    await screenshot(page, "mobile.png");
  });
  await step("it is dark for those who like it", async () => {
    await page.setViewportSize({ width: 1180, height: 760 });
    await page.emulateMedia({ colorScheme: "dark" });
    await screenshot(page, "dark.png");
  });
}

async function chatOverSingleTransports(browser) {
  const [ada, grace] = await step("Ada takes polling only, Grace WebSocket only", async () => {
    const both = [await open(browser, ADA, { transport: "polling" }), await open(browser, GRACE, { transport: "websocket" })];
    await connectedBy(both[0], "polling");
    await connectedBy(both[1], "websocket");
    await seesMembers(both[0], ADA, GRACE);
    return both;
  });
  await step("they chat and exchange images across transports", async () => {
    await bothChat(ada, grace, "transports");
    const buffer = await paint(browser);
    await ada.locator("#image").setInputFiles({ name: "by-polling.png", mimeType: "image/png", buffer });
    await displays(grace, "by-polling.png", 480, 270);
    await grace.locator("#image").setInputFiles({ name: "by-websocket.png", mimeType: "image/png", buffer });
    await displays(ada, "by-websocket.png", 480, 270);
  });
  await step("both drop their connections and come back", async () => {
    await reconnects([ada, grace], async () => {
      for (const page of [ada, grace]) await page.getByRole("button", { name: "Drop connection" }).click();
    });
    await connectedBy(ada, "polling");
    await seesMembers(ada, ADA, GRACE);
    await seesMembers(grace, ADA, GRACE);
    await bothChat(ada, grace, "new connections");
  });
  await restarting(ada, grace, "polling", "websocket");
}

/** One page with each version of the client, in one room. */
async function chatAcrossVersions(browser) {
  const room = "versions";
  const names = { 4: ADA, 3: BARBARA, 2: GRACE };
  const byClient = {};
  await step("a page with 2.x, one with 3.x and one with 4.x join one room", async () => {
    for (const client of [4, 3, 2]) byClient[client] = await open(browser, names[client], { client: String(client), room, width: 860 });
    for (const page of Object.values(byClient)) {
      await connectedBy(page, UPGRADED);
      await seesMembers(page, ADA, BARBARA, GRACE);
      const versions = await page.locator("#members .version").allTextContents();
      check(versions.map((version) => version[0]).join() === "4,3,2", `the members should have 4.x, 3.x and 2.x, not ${versions}`);
      check((await page.locator("#members .name", { hasText: "(you)" }).count()) === 1, "a page does not know itself");
    }
  });
  const all = Object.values(byClient);
  const others = (page) => all.filter((each) => each !== page);
  const everybodySays = async (text) => {
    for (const client of [2, 3, 4]) await says(byClient[client], others(byClient[client]), names[client], `${text} from ${client}.x`);
  };
  await step("images of each reach the others", async () => {
    const buffer = await paint(browser);
    for (const [client, page] of Object.entries(byClient)) {
      await page.locator("#image").setInputFiles({ name: `by-${client}.png`, mimeType: "image/png", buffer });
      for (const other of others(page)) await displays(other, `by-${client}.png`, 480, 270);
      await see(page, `.own[data-delivery=delivered]:has(img[alt="by-${client}.png"])`);
    }
  });
  await step("what each of them says reaches the others, and is confirmed", () => everybodySays("Grüße, Ελλάδα, \u{1f600} and </script>"));
  await step("typing with 2.x is seen with 3.x and 4.x", async () => {
    await byClient[2].getByLabel("Message").pressSequentially("One room for all of us", { delay: 5 });
    for (const page of others(byClient[2])) await see(page, "#typing", `${GRACE} is typing`);
    await sideBySide(browser, all, "v2-v3-v4.png");
    await byClient[2].getByLabel("Message").fill("");
  });
  await step("no page is told the id of another's socket, which with 2.x is a secret", async () => {
    for (const page of all) {
      const id = await socketIdOf(page);
      for (const other of others(page)) {
        const { heard } = pages.find((each) => each.page === other);
        check(heard.some((frame) => frame.includes("from 4.x") || frame.includes("from 3.x")), "no messages were looked at");
        check(!heard.some((frame) => frame.includes(id)), `${id} was told to others`);
      }
    }
  });
  await oldReconnecting(byClient[2], others(byClient[2]));
  await step("the page with 2.x takes polling only, and still shows what is binary", async () => {
    const page = byClient[2];
    await page.getByLabel("Transport").selectOption("polling");
    await connectedBy(page, "polling");
    await page.getByRole("button", { name: "Join", exact: true }).click(); // name and room are in the address
    const buffer = await paint(browser);
    await page.locator("#image").setInputFiles({ name: "polled.png", mimeType: "image/png", buffer });
    for (const other of others(page)) await displays(other, "polled.png", 480, 270);
    await byClient[4].locator("#image").setInputFiles({ name: "to-poll.png", mimeType: "image/png", buffer });
    await displays(page, "to-poll.png", 480, 270);
    await everybodySays("By polling");
  });
  await step("the links lead to the other versions, in the same room", async () => {
    const page = byClient[2];
    await page.locator("#settings .clients a", { hasText: "3.x" }).click();
    await see(page, "#client", /^client 3\./);
    check((await page.locator("#room").inputValue()) === room, "the room got lost");
  });
  for (const page of all) await page.context().close();
}

async function oldReconnecting(page, others) {
  await step("the page with 2.x loses its connection and comes back", async () => {
    await reconnects([page], () => page.getByRole("button", { name: "Drop connection" }).click());
    await connectedBy(page, UPGRADED);
    for (const each of [page, ...others]) await seesMembers(each, ADA, BARBARA, GRACE);
    await says(page, others, GRACE, "Back with 2.x");
  });
  await step("what is written with 2.x without a network is delivered once when it is back", async () => {
    await reconnects([page], async () => {
      await page.context().setOffline(true);
      await page.evaluate(() => document.getElementById("drop").click());
      await see(page, "#status[data-state=reconnecting]");
      await write(page, "Written offline with 2.x");
      await see(page, ".own[data-delivery=waiting]", "Written offline with 2.x");
      await page.context().setOffline(false);
    });
    await see(page, ".own[data-delivery=delivered]", "Written offline with 2.x");
    for (const other of others) {
      await see(other, ".message:not(.own)", "Written offline with 2.x");
      const copies = await other.locator(".message", { hasText: "Written offline with 2.x" }).count();
      check(copies === 1, `the message arrived ${copies} times`);
    }
  });
  if (!CONTROL_URL) return console.log("skipped the restart of the server: no DEMO_CONTROL_URL");
  await step("the server restarts and all three versions come back", async () => {
    await reconnects([page, ...others], restartServer);
    for (const each of [page, ...others]) await seesMembers(each, ADA, BARBARA, GRACE);
    await says(page, others, GRACE, "Back after the restart");
    await says(others[0], [page, others[1]], BARBARA, "So are we");
  });
}

/** Several pages in one picture, from left to right. */
async function sideBySide(browser, ofPages, name) {
  const images = await Promise.all(ofPages.map((page) => page.screenshot()));
  const { width, height } = ofPages[0].viewportSize();
  const gap = 16;
  const viewport = { width: ofPages.length * (width + gap) + gap, height: height + 2 * gap };
  const canvas = await browser.newPage({ viewport });
  await canvas.setContent(`<body style="margin:0;padding:${gap}px;display:flex;gap:${gap}px;background:#7d8a87">${images
    .map((image) => `<img width="${width}" height="${height}" src="data:image/png;base64,${image.toString("base64")}">`)
    .join("")}`);
  await canvas.waitForFunction(() => [...document.images].every((image) => image.complete));
  await screenshot(canvas, name);
  await canvas.close();
}

const browser = await launch();
try {
  console.log(`Chromium ${browser.version()}, the demo at ${DEMO_URL}`);
  const first = await chatOverUpgrade(browser);
  for (const page of first) await page.context().close();
  await chatOverSingleTransports(browser);
  for (const { page } of pages) if (!page.isClosed()) await page.context().close();
  await chatAcrossVersions(browser);
  console.log("All steps passed.");
} catch {
  process.exitCode = 1; // the step has said why
} finally {
  await browser.close();
}
