// The demo on one container: what depends on it, which is both transports, the upgrade between them, binary data, and emitting
// from elsewhere: from a servlet, after a transaction, from a timer. The rest is told by browser-test.mjs.
//
//   DEMO_URL, SCREENSHOT_DIR   see people.mjs
//   SERVER                     a part of what the server calls itself, e.g. Tomcat/11
//   TRANSACTIONS               whether it has transactions: true or false
//   SCREENSHOT                 the name of the screenshot
//   CHROMIUM                   optional: see chromium.mjs

import { launch } from "./chromium.mjs";
import {
  ADA, BARBARA, DEMO_URL, GRACE, UPGRADED, check, connectedBy, displays, open, paint, reconnects, says, screenshot, see,
  seesMembers, step,
} from "./people.mjs";

const { SERVER, SCREENSHOT } = process.env;
const TRANSACTIONS = process.env.TRANSACTIONS === "true";

const announced = (page, text, from) => see(page, ".notice.announcement", `${text} (from ${from})`);

async function sends(page, button, text) {
  await page.getByLabel("Announcement").fill(text);
  await page.getByRole("button", { name: button, exact: true }).click();
}

/** Pins some notices in one transaction, which the page's form does not offer, and returns the answer. */
const pins = (page, notices) => page.evaluate((texts) => new Promise((answered) => {
  const socket = io({ path: new URL("socket.io/", document.baseURI).pathname, forceNew: true });
  socket.on("connect", () => socket.emit("join", { name: "Another page", room: "elsewhere", client: "" }, () => {
    socket.emit("pin", texts, (answer) => {
      socket.disconnect();
      answered(answer);
    });
  }));
}), notices);

async function story(browser) {
  const everybody = await step("people join with polling, with the upgrade, and with WebSocket and the client 2.x", async () => {
    const ada = await open(browser, ADA);
    const grace = await open(browser, GRACE, { transport: "polling" });
    const barbara = await open(browser, BARBARA, { transport: "websocket", client: "2" });
    await connectedBy(ada, UPGRADED);
    await connectedBy(grace, "polling");
    await connectedBy(barbara, "websocket");
    for (const page of [ada, grace, barbara]) await seesMembers(page, ADA, GRACE, BARBARA);
    return [ada, grace, barbara];
  });
  const [ada, grace, barbara] = everybody;
  await step("they chat", async () => {
    await says(ada, [grace, barbara], ADA, "Grüße to everybody!");
    await says(grace, [ada, barbara], GRACE, "Hello by polling \u{1f600}");
    await says(barbara, [ada, grace], BARBARA, "And hello with the client 2.x");
  });
  await step("images are sent as binary", async () => {
    const buffer = await paint(browser);
    const painters = { "by-upgrade.png": ada, "by-polling.png": grace, "by-websocket.png": barbara };
    for (const [name, page] of Object.entries(painters)) {
      await page.locator("#image").setInputFiles({ name, mimeType: "image/png", buffer });
      for (const each of everybody) await displays(each, name, 480, 270);
    }
  });
  await step("a servlet announces", async () => {
    await sends(grace, "Announce", "Tea is ready – Grüße");
    for (const page of everybody) await announced(page, "Tea is ready – Grüße", "AnnounceServlet");
  });
  await step("a connection that is dropped comes back", async () => {
    await reconnects([ada], () => ada.getByRole("button", { name: "Drop connection" }).click());
    await connectedBy(ada, UPGRADED);
    await says(ada, [grace, barbara], ADA, "I am back");
  });
  await transactions(everybody);
  await step("a timer tells which server it is, and how long it has been up", async () => {
    for (const page of everybody) await see(page, "#uptime", new RegExp(`${SERVER.replaceAll(".", "\\.")}.*, up \\d\\d:\\d\\d:\\d[05]`));
  });
  await screenshot(ada, SCREENSHOT);
}

async function transactions(everybody) {
  const [ada, , barbara] = everybody;
  await step("a notice is told when its transaction has committed", async () => {
    await sends(barbara, "Pin", "A notice");
    for (const page of everybody) await announced(page, "A notice", "NoticeBoard");
  });
  await step(TRANSACTIONS ? "nobody hears of what is rolled back" : "without transactions it is told at once", async () => {
    const answer = await pins(ada, ["Too early", " "]);
    check(answer.error === "A notice needs a text.", `the answer was ${JSON.stringify(answer)}`);
    await sends(ada, "Pin", "The next notice");
    for (const page of everybody) {
      await announced(page, "The next notice", "NoticeBoard");
      const told = await page.locator(".notice", { hasText: "Too early" }).count();
      check(told === (TRANSACTIONS ? 0 : 1), `the one before was told ${told} times`);
    }
  });
}

const browser = await launch();
try {
  console.log(`Chromium ${browser.version()}, the demo at ${DEMO_URL} on ${SERVER}`);
  await story(browser);
  console.log("All steps passed.");
} catch {
  process.exitCode = 1; // the step has said why
} finally {
  await browser.close();
}
