// Pages of another origin, to which the server opens nothing by CORS, talk to it by script elements and forms (JSONP), with
// clients of 1.x and 2.x.
//
//   SERVER_URL   where EchoServer runs, e.g. http://127.0.0.1:8080
//   CHROMIUM     optional: see chromium.mjs

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { launch } from "./chromium.mjs";

const { SERVER_URL } = process.env;
const TIMEOUT_MS = 20_000;
const PAGE = `<!DOCTYPE html><meta charset="utf-8"><title>Another origin</title><script src="client.js"></script><body></body>`;
const CLIENTS = {
  "2.5.0": "node_modules/socket.io-client-2/dist/socket.io.js",
  "1.7.4": "node_modules/socket.io-client-1/dist/socket.io.min.js",
};

// ---- The other origin ------------------------------------------------------

/** Serves /<version>/, a page with this client. */
const pages = createServer(async (request, response) => {
  const [, version, file] = request.url.split("/");
  const [type, body] = file === "client.js" ? ["text/javascript", await readFile(CLIENTS[version])] : ["text/html", PAGE];
  response.writeHead(200, { "Content-Type": type }).end(body);
});

// ---- What a step may do and check ------------------------------------------

function check(condition, message) {
  if (!condition) throw new Error(message);
}

function equal(actual, expected, what) {
  check(JSON.stringify(actual) === JSON.stringify(expected), `${what}: ${JSON.stringify(actual)}, not ${JSON.stringify(expected)}`);
}

async function step(name, run) {
  const start = Date.now();
  let timer;
  const timeout = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done after ${TIMEOUT_MS} ms`)), TIMEOUT_MS);
  });
  try {
    await Promise.race([run(), timeout]);
    console.log(`ok      ${name} (${Date.now() - start} ms)`);
  } catch (error) {
    console.error(`FAILED  ${name}\n${error.stack ?? error}`);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** Opens a page with this client, without a connection, and notes what its browser asks of the server. */
async function open(browser, version) {
  const page = await browser.newPage();
  page.setDefaultTimeout(TIMEOUT_MS);
  const asked = new Set();
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error.stack ?? error)));
  page.on("request", (request) => {
    if (request.url().startsWith(SERVER_URL)) asked.add(`${request.method()} by ${request.resourceType()}`);
  });
  page.on("websocket", () => asked.add("websocket"));
  await page.goto(`http://127.0.0.1:${pages.address().port}/${version}/`);
  return { page, asked, errors };
}

/** Runs in a page: connects, and returns the transport, or the error. */
function connect([url, options]) {
  const { promise, resolve, reject } = withResolvers();
  const socket = (window.socket = io(url, options));
  socket.on("connect_error", (error) => resolve(`error: ${error.message}`));
  socket.on("connect", () => {
    if (options.transports.length === 1) resolve(socket.io.engine.transport.name);
    else socket.io.engine.once("upgrade", (transport) => resolve(transport.name));
  });
  setTimeout(reject, 15_000, new Error("no connection"));
  return promise;

  function withResolvers() {
    const all = {};
    all.promise = new Promise((resolve, reject) => Object.assign(all, { resolve, reject }));
    return all;
  }
}

/**
 * Runs in a page: everything there is to say, one by one as events, then all at once as an event and as acks of both sides.
 * Returns what did not come back as it was sent.
 */
async function talk() {
  const line = "line \n, return \r, both \r\n, the two characters \\n, with more backslashes \\\\n \\\\\\n, \\ at the end \\";
  const values = [
    "",
    "Grüße, Ελλάδα, 日本語, \u{1f600}, \u00a0, a lone \ud800 and \udc00",
    "\u2028\u2029\u0000\u001e\u007f\u0085\ufeff",
    line,
    { "a\nkey\\n": [line, null, true, 1.5, -0.25e-7] },
    `"'\`&amp;<b>%25+%0A=&d=x;`,
    `</script><script>window.hacked = 1</script><img src=x onerror="window.hacked = 2">`,
    `<!--<script>`,
    `");window.hacked = 3;//`,
    `\\");window.hacked = 4;//`,
    `\u2028window.hacked = 5;\u2029`,
    "${window.hacked = 6}",
    "x\\n\n€😀</script>\u2028".repeat(1100), // 20 KB and more
    new Uint8Array(0).buffer,
    Uint8Array.from({ length: 1000 }, (_, i) => i).buffer,
    { name: "deep\n", list: [new Uint8Array([0, 10, 13, 34, 60, 92, 128, 255]).buffer] },
  ];
  const plain = (value) => JSON.stringify(value, (key, each) =>
    each instanceof ArrayBuffer ? { binary: [...new Uint8Array(each)] } : each);
  const came = (name) => new Promise((resolve) => socket.once(name, (...args) => resolve(args)));
  const ways = {
    event: (...sent) => {
      const back = came("echo");
      socket.emit("echo", ...sent);
      return back;
    },
    "the server's ack": (...sent) => new Promise((resolve) => socket.emit("ask", ...sent, (...back) => resolve(back))),
    "the page's ack": (...sent) => {
      socket.once("question", (...args) => args.pop()(...args));
      const back = came("answer");
      socket.emit("ask me", ...sent);
      return back;
    },
  };
  const lost = [];
  for (const [way, send] of Object.entries(ways)) {
    const alone = way === "event" ? values.map((value) => [value]) : [];
    for (const sent of [...alone, values]) {
      const back = await Promise.race([send(...sent), new Promise((resolve) => setTimeout(resolve, 5000, "nothing"))]);
      if (plain(back) !== plain(sent)) lost.push(`${way}: ${plain(sent).slice(0, 200)} came back as ${plain(back).slice(0, 200)}`);
    }
  }
  return lost;
}

/** An echo may be right because it is wrong in both directions; here both sides know the text. */
async function understands(page) {
  const text = "Grüße, 日本語 \u{1f600} \u2028\n\\n</script>";
  const ask = ([event, ...values]) => new Promise((resolve) => socket.emit(event, ...values, resolve));
  equal(await page.evaluate(ask, ["tell"]), text, "the server's text");
  equal(await page.evaluate(ask, ["compare", text]), true, "what the server compared");
}

/** What must be true of every page at its end. */
async function unharmed({ page, errors }) {
  equal(errors, [], "errors on the page");
  const { hacked, foreign } = await page.evaluate(() => ({
    hacked: window.hacked ?? null,
    foreign: [...document.querySelectorAll("img, script:not([src])")].map((element) => element.outerHTML),
  }));
  equal({ hacked, foreign }, { hacked: null, foreign: [] }, "what the page executed");
}

// ---- The story -------------------------------------------------------------

const BY_SCRIPTS_AND_FORMS = ["GET by script", "POST by document"];
const JSONP = { forceJSONP: true, transports: ["polling"], reconnectionDelay: 20 };

async function oneVersion(browser, version) {
  const session = await open(browser, version);
  const { page, asked } = session;
  await step(`${version} connects from another origin, by a script`, async () => {
    equal(await page.evaluate(connect, [SERVER_URL, JSONP]), "polling", "transport");
  });
  // Clients of 1.x encode text twice when they poll, and servers of 2.x and later do not: all they share is ASCII.
  if (!version.startsWith("1.")) await step(`${version} and the server read each other's text`, () => understands(page));
  await step(`${version} sends everything both ways by scripts and forms`, async () => {
    equal(await page.evaluate(talk), [], "what got lost");
    equal([...asked].sort(), BY_SCRIPTS_AND_FORMS, "requests");
  });
  await step(`${version} comes back after each side has closed, and talks on`, async () => {
    for (const close of [() => socket.emit("hang up"), () => socket.io.engine.close()]) {
      await page.evaluate((source) => new Promise((resolve) => {
        const before = socket.id;
        socket.once("connect", () => socket.id !== before && resolve());
        eval(source)();
      }), String(close));
      equal(await page.evaluate(() => new Promise((resolve) => socket.emit("ask", "again", resolve))), "again", "answer");
    }
    equal([...asked].sort(), BY_SCRIPTS_AND_FORMS, "requests");
    await unharmed(session);
  });
  await page.close();
  await upgraded(browser, version);
}

async function upgraded(browser, version) {
  await step(`${version} begins by scripts and is upgraded to WebSocket`, async () => {
    const session = await open(browser, version);
    const { page, asked } = session;
    equal(await page.evaluate(connect, [SERVER_URL, { ...JSONP, transports: ["polling", "websocket"] }]), "websocket", "transport");
    await understands(page);
    equal(await page.evaluate(talk), [], "what got lost");
    check(asked.has("GET by script") && asked.has("websocket"), `requests: ${[...asked]}`);
    check(![...asked].some((request) => /xhr|fetch/.test(request)), `requests: ${[...asked]}`);
    await unharmed(session);
    await page.close();
  });
}

async function refusals(browser) {
  await step("without JSONP the other origin is kept out", async () => {
    const { page } = await open(browser, "2.5.0");
    const transport = await page.evaluate(connect, [SERVER_URL, { transports: ["polling"], reconnection: false }]);
    equal(transport, "error: xhr poll error", "transport");
    await page.close();
  });
  await step("a server that does not serve JSONP refuses it", async () => {
    const { page } = await open(browser, "2.5.0");
    const options = { path: "/without-jsonp/", reconnection: false, forceNew: true };
    const refused = await page.evaluate(connect, [SERVER_URL, { ...JSONP, ...options }]);
    equal(refused, "error: jsonp poll error", "transport");
    const served = await page.evaluate(connect, [SERVER_URL, { ...options, transports: ["websocket"] }]);
    equal(served, "websocket", "transport");
    await page.close();
  });
}

/** Whoever makes a page load a script can choose its address, and so the name of the callback. */
async function callbacks(browser) {
  await step("the name of the callback cannot become code", async () => {
    const { page } = await open(browser, "2.5.0");
    const called = await page.evaluate((url) => new Promise((resolve, reject) => {
      window.___eio = [];
      window.___eio[102] = (payload) => resolve({ payload, hacked: window.hacked ?? null });
      const script = document.createElement("script");
      script.src = `${url}/socket.io/?EIO=3&transport=polling&j=${encodeURIComponent("1](0);window.hacked=2;//")}`;
      script.onerror = () => reject(new Error("the script was refused"));
      document.head.append(script);
    }), SERVER_URL);
    check(/^\d+:0\{"sid":/.test(called.payload), `the callback got ${called.payload}`);
    check(called.hacked === null, "the name of the callback was executed");
    await page.close();
  });
}

await new Promise((resolve) => pages.listen(0, "127.0.0.1", resolve));
const browser = await launch();
try {
  console.log(`Chromium ${browser.version()}, the server at ${SERVER_URL}`);
  for (const version of Object.keys(CLIENTS)) await oneVersion(browser, version);
  await refusals(browser);
  await callbacks(browser);
  console.log("All steps passed.");
} catch {
  process.exitCode = 1; // the step has said why
} finally {
  await browser.close();
  pages.close();
}
