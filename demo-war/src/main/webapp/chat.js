// The browser's half of the chat; its other half is Chat.java. What they say to each other:
//
//   we ask, and get an ack   join {name, room, client} → {id, room, members}
//                            message {text} → {id, at}   image {name, type, bytes} → {id, at}   pin [text, …] → {id, at}
//   we tell                  typing true|false
//   we are told              rooms [{name, members}]   members {room, members: [{id, name, client}]}
//                            message {id, from, name, text, at}   image {id, from, name, fileName, type, bytes, at}
//                            typing {id, name, typing}
//                            announcement {text, from}   uptime {server, seconds}
//
// This file talks to the server, page.js draws, client.js loads the version of the client that the address asks for: everything
// here works with 2.x, 3.x and 4.x.

import { choices, io, version, withTimeout } from "./client.js";
import * as page from "./page.js";

const MAX_IMAGE_BYTES = 900_000; // the server takes messages of up to 1 MB (its option maxHttpBufferSize)
const IMAGE_TYPES = ["image/png", "image/jpeg", "image/gif", "image/webp"];
const ACK_TIMEOUT_MS = 10_000;
const TYPING_PAUSE_MS = 2_000;

const query = new URLSearchParams(location.search);
let me = null; // {id, name, room}, once joined
let members = new Map(); // id → {name, client}, of everyone in our room
const typists = new Map(); // id → name, of those who are typing
const waiting = []; // what was written without a connection, as functions that send it

// ---- The connection --------------------------------------------------------

const transports = { polling: ["polling"], websocket: ["websocket"] }[query.get("transport")];
const socket = io({
  path: new URL("socket.io/", document.baseURI).pathname, // right under any context path
  transports: transports ?? ["polling", "websocket"], // start with polling, upgrade when WebSocket works
});

socket.on("connect", () => {
  page.showState("connected", "connected", socket.id);
  if (!me) return;
  join(me.name, me.room); // a new connection is a new socket for the server: it is in no room yet
  waiting.splice(0).forEach((send) => send());
});

socket.on("disconnect", (reason) => {
  page.showState("reconnecting", `lost (${reason})`);
  // The client reconnects by itself, unless it was the server that disconnected it.
  if (reason === "io server disconnect") setTimeout(() => socket.connect(), 1000);
});

socket.on("connect_error", (error) => page.showState("reconnecting", `cannot connect (${error.message})`));
socket.on("error", (refusal) => page.showState("reconnecting", `cannot connect (${refusal.message ?? refusal})`)); // 2.x: refused
socket.io.on("reconnect_attempt", (attempt) => page.showState("reconnecting", `reconnecting… (attempt ${attempt})`));

socket.io.on("open", () => {
  const engine = socket.io.engine;
  page.showTransport(engine.transport.name);
  engine.on("upgrade", (transport) => page.showTransport(`polling → ${transport.name}`));
});

page.on("drop", "click", () => socket.io.engine.close()); // as if the network had failed

// ---- Rooms and members -----------------------------------------------------

function join(name, room) {
  withTimeout(socket, ACK_TIMEOUT_MS).emit("join", { name, room, client: version }, (error, reply) => {
    const problem = error ? "The server does not answer." : reply.error;
    if (problem) return page.showProblem(problem);
    const again = reply.room === me?.room; // after a reconnection
    me = { id: reply.id, name, room: reply.room };
    page.showRoom(me.room);
    showMembers(reply.members, again);
    keepInAddress({ name, room: me.room });
  });
}

/** So that a reload finds name and room filled in. */
function keepInAddress(values) {
  for (const [key, value] of Object.entries(values)) query.set(key, value);
  history.replaceState(null, "", `?${query}`);
  linkClients();
}

function linkClients() {
  const addresses = choices.map((choice) => {
    const address = new URLSearchParams(query);
    address.set("client", choice);
    return [choice, `?${address}`];
  });
  page.showClient(version, addresses);
}

socket.on("rooms", (rooms) => page.showRooms(rooms, (room) => join(me.name, room)));

socket.on("members", ({ room, members: now }) => {
  if (room === me?.room) showMembers(now, true);
});

function showMembers(now, withNotices) {
  const before = [...members.values()].map(({ name }) => name);
  members = new Map(now.map(({ id, name, client }) => [id, { name, client }]));
  const names = now.map(({ name }) => name);
  page.showMembers(members, me.id);
  showTypists();
  if (!withNotices) return;
  names.filter((name) => !before.includes(name)).forEach((name) => page.addNotice(`${name} joined`));
  before.filter((name) => !names.includes(name)).forEach((name) => page.addNotice(`${name} left`));
}

// ---- Sending ---------------------------------------------------------------

function sendText(text) {
  deliver("message", { text }, page.addMessage({ name: me.name, own: true }, page.textBody(text)));
}

async function sendImage(file) {
  page.showProblem("");
  if (!IMAGE_TYPES.includes(file.type)) return page.showProblem(`${file.name} is no PNG, JPEG, GIF or WebP image.`);
  if (file.size > MAX_IMAGE_BYTES) {
    const kilobytes = Math.ceil(file.size / 1000);
    return page.showProblem(`${file.name} has ${kilobytes} kB. An image may have up to ${MAX_IMAGE_BYTES / 1000} kB.`);
  }
  const image = { name: file.name, type: file.type, bytes: await file.arrayBuffer() };
  deliver("image", image, page.addMessage({ name: me.name, own: true }, page.imageBody(image)));
}

/** Sends what the page shows as `item`, and lets the page show what becomes of it. */
function deliver(event, payload, item) {
  const send = () => deliver(event, payload, item);
  if (!socket.connected) {
    waiting.push(send);
    return page.showDelivery(item, "waiting", "waiting for the connection");
  }
  page.showDelivery(item, "sending", "sending…");
  withTimeout(socket, ACK_TIMEOUT_MS).emit(event, payload, (error, receipt) => {
    if (error || receipt.error) return page.showDelivery(item, "failed", receipt?.error ?? "not confirmed", send);
    page.showTime(item, receipt.at);
    page.showDelivery(item, "delivered", "✓ delivered");
  });
}

let typingTimer = null; // set while the others believe that we are typing

function typing(now) {
  const changed = now !== (typingTimer !== null);
  clearTimeout(typingTimer);
  typingTimer = now ? setTimeout(() => typing(false), TYPING_PAUSE_MS) : null;
  if (changed && socket.connected) socket.emit("typing", now);
}

// ---- Receiving -------------------------------------------------------------

socket.on("message", (message) => receive(message, page.textBody(message.text)));

socket.on("image", (message) => {
  if (!IMAGE_TYPES.includes(message.type)) return;
  receive(message, page.imageBody({ name: message.fileName, type: message.type, bytes: message.bytes }));
});

function receive(message, body) {
  page.addMessage(message, body);
  typists.delete(message.from);
  showTypists();
}

socket.on("typing", ({ id, name, typing }) => {
  if (typing) typists.set(id, name);
  else typists.delete(id);
  showTypists();
});

function showTypists() {
  for (const id of typists.keys()) if (!members.has(id)) typists.delete(id);
  page.showTypists([...typists.values()]);
}

// ---- What comes from elsewhere on the server -------------------------------

socket.on("announcement", ({ text, from }) => page.addNotice(`${text} (from ${from})`, "announcement"));
socket.on("uptime", ({ server, seconds }) => page.showUptime(server, seconds));

/** AnnounceServlet.java hears of it by an ordinary request. */
async function announce(text) {
  const answer = await fetch("announce", { method: "POST", body: new URLSearchParams({ text }) });
  page.showProblem(answer.ok ? "" : `The announcement was refused (${answer.status}).`);
}

/** NoticeBoard.java tells everybody when its transaction has committed. */
function pin(text) {
  withTimeout(socket, ACK_TIMEOUT_MS).emit("pin", [text], (error, reply) => {
    page.showProblem(error ? "The server does not answer." : (reply.error ?? ""));
  });
}

// ---- What the user does ----------------------------------------------------

page.fill({ name: query.get("name") ?? "", room: query.get("room") ?? "lobby", transports: query.get("transport") ?? "auto" });
linkClients();

page.onSubmit("join", (form) => join(form.elements.name.value, form.elements.room.value));

page.onSubmit("new-room", (form) => {
  join(me.name, form.elements.room.value);
  form.reset();
});

page.onSubmit("announce", (form, button) => {
  const text = form.elements.text.value;
  if (button.value === "pin") pin(text);
  else announce(text).catch((error) => page.showProblem(`The announcement failed (${error.message}).`));
  form.reset();
});

page.onSubmit("composer", (form) => {
  const text = form.elements.text.value.trim();
  if (text) sendText(text);
  form.reset();
  typing(false);
});

page.on("text", "input", (event) => typing(event.target.value !== ""));

page.on("text", "keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return; // shift+enter starts a new line
  event.preventDefault();
  event.target.form.requestSubmit();
});

page.on("text", "paste", (event) => {
  const files = [...event.clipboardData.files];
  if (files.length > 0) event.preventDefault();
  files.forEach(sendImage);
});

page.on("image", "change", (event) => {
  [...event.target.files].forEach(sendImage);
  event.target.value = "";
});

page.on("transports", "change", (event) => {
  query.set("transport", event.target.value);
  location.search = query; // the transports of a connection are chosen when the page loads
});
