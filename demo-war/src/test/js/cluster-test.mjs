// One chat on two servers: people at one of them see, hear and lose those at the other.
//
//   DEMO_URL, OTHER_URL, SCREENSHOT_DIR   the two servers; see people.mjs
//   CHROMIUM                              optional: see chromium.mjs

import { launch } from "./chromium.mjs";
import { ADA, BARBARA, DEMO_URL, GRACE, bothChat, displays, open, paint, says, screenshot, seesMembers, step } from "./people.mjs";

const { OTHER_URL } = process.env;

async function story(browser) {
  const [ada, grace, barbara] = await step("people join one room, at two servers", async () => {
    const first = await open(browser, ADA);
    const second = await open(browser, GRACE, { url: OTHER_URL });
    const third = await open(browser, BARBARA, { url: OTHER_URL, client: "2", transport: "polling" });
    for (const page of [first, second, third]) await seesMembers(page, ADA, GRACE, BARBARA);
    return [first, second, third];
  });
  await step("they chat", async () => {
    await says(ada, [grace, barbara], ADA, "Grüße to the other server!");
    await bothChat(ada, grace, "clusters \u{1f600}");
  });
  await step("images are sent as binary", async () => {
    const buffer = await paint(browser);
    await barbara.locator("#image").setInputFiles({ name: "across.png", mimeType: "image/png", buffer });
    for (const page of [ada, grace, barbara]) await displays(page, "across.png", 480, 270);
  });
  await screenshot(ada, "cluster.png");
  await step("who leaves is gone on both", async () => {
    await grace.close();
    for (const page of [ada, barbara]) await seesMembers(page, ADA, BARBARA);
  });
}

const browser = await launch();
try {
  console.log(`Chromium ${browser.version()}, the demo at ${DEMO_URL} and ${OTHER_URL}`);
  await story(browser);
  console.log("All steps passed.");
} catch {
  process.exitCode = 1; // the step has said why
} finally {
  await browser.close();
}
