// Draws the chat. Knows the elements of index.html and nothing of Socket.IO.
// Names and messages reach the page through textContent only, so that nobody's text can become markup.

const byId = (id) => document.getElementById(id);
const log = byId("log");

let room = null; // the room that is shown
let atEnd = true; // whether the newest message is in view: then the log follows new ones
let lastTop = 0;

log.addEventListener("scroll", () => {
  const isNear = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
  atEnd = isNear || (atEnd && log.scrollTop >= lastTop); // an image may have grown since we went there: only the user goes up
  lastTop = log.scrollTop;
});
new ResizeObserver(follow).observe(log); // a phone's keyboard came up, say

function follow() {
  if (atEnd) log.scrollTop = log.scrollHeight;
}

function element(tag, className, text = "") {
  const created = document.createElement(tag);
  created.className = className;
  created.textContent = text;
  return created;
}

// ---- The user --------------------------------------------------------------

export function on(id, event, listener) {
  byId(id).addEventListener(event, listener);
}

export function onSubmit(id, listener) {
  on(id, "submit", (event) => {
    event.preventDefault();
    listener(event.target, event.submitter);
  });
}

export function fill(values) {
  for (const [id, value] of Object.entries(values)) byId(id).value = value;
}

export function showProblem(text) {
  byId(room ? "problem" : "join-problem").textContent = text;
}

// ---- The connection --------------------------------------------------------

export function showState(state, text, socketId = "") {
  const status = byId("status");
  status.dataset.state = state;
  status.dataset.socket = socketId;
  status.title = socketId && `socket ${socketId}`;
  byId("state").textContent = text;
  byId("drop").disabled = byId("rooms").disabled = byId("new-room-name").disabled = state !== "connected";
  if (state !== "connected") showTransport("");
}

export function showTransport(name) {
  byId("transport").textContent = name;
}

/** The version that this page has, and the addresses of the page with each choice: [["2", "?client=2"], …]. */
export function showClient(version, addresses) {
  byId("client").textContent = `client ${version}`;
  for (const nav of document.querySelectorAll(".clients")) {
    nav.replaceChildren(...addresses.map(([choice, address]) => {
      const current = version.startsWith(`${choice}.`);
      const link = element("a", "", current ? version : `${choice}.x`);
      link.href = address;
      link.ariaCurrent = current ? "page" : null;
      return link;
    }));
  }
}

// ---- Rooms and members -----------------------------------------------------

export function showRoom(name) {
  room = name;
  document.title = byId("room-title").textContent = `# ${name}`;
  byId("welcome").hidden = true;
  byId("chat").hidden = false;
  for (const each of log.children) each.hidden = each !== messages();
  atEnd = true;
  follow();
  markRoom();
  showProblem("");
  byId("text").focus();
}

export function showRooms(rooms, enter) {
  byId("known-rooms").replaceChildren(...rooms.map(({ name }) => new Option(name)));
  byId("rooms").replaceChildren(...rooms.map(({ name, members }) => {
    const button = element("button", "room", name);
    button.type = "button";
    button.dataset.room = name;
    button.append(element("span", "count", members));
    button.addEventListener("click", () => enter(name));
    return button;
  }));
  markRoom();
}

function markRoom() {
  for (const button of byId("rooms").children) button.ariaCurrent = button.dataset.room === room ? "true" : null;
}

export function showMembers(members, myId) {
  byId("members").replaceChildren(...[...members].map(([id, { name, client }]) => {
    const item = element("li", "member");
    item.title = name;
    item.append(element("span", "avatar"), element("span", "name", id === myId ? `${name} (you)` : name), element("span", "version", client));
    drawAvatar(item, name);
    return item;
  }));
}

export function showTypists(names) {
  byId("typing").textContent = names.length === 0 ? "" : `${names.join(", ")} ${names.length === 1 ? "is" : "are"} typing…`;
}

/** Initials in a colour of the name's own, in the `.avatar` of the item. */
function drawAvatar(item, name) {
  const initials = name.trim().split(/\s+/).slice(0, 2).map((word) => [...word][0]);
  const hue = [...name].reduce((hash, letter) => (hash * 31 + letter.codePointAt(0)) % 360, 7);
  item.querySelector(".avatar").textContent = initials.join("").toUpperCase();
  item.style.setProperty("--hue", hue);
}

// ---- The server ------------------------------------------------------------

export function showUptime(server, seconds) {
  const parts = [seconds / 3600, (seconds / 60) % 60, seconds % 60].map((part) => String(Math.floor(part)).padStart(2, "0"));
  byId("uptime").textContent = `${server}, up ${parts.join(":")}`;
}

// ---- Messages --------------------------------------------------------------

/** The list of the room's messages. Each room visited keeps its own, and only the current one is visible. */
function messages() {
  const known = [...log.children].find((list) => list.dataset.room === room);
  if (known) return known;
  const list = element("ol", "messages");
  list.dataset.room = room;
  return log.appendChild(list);
}

function add(item) {
  messages().append(item);
  follow();
  return item;
}

export function addNotice(text, className = "") {
  add(element("li", `notice ${className}`, text));
}

export function addMessage({ from = "me", name, at = Date.now(), own = false }, body) {
  const item = byId("message-template").content.firstElementChild.cloneNode(true);
  item.classList.toggle("own", own);
  item.classList.toggle("follows", messages().lastElementChild?.dataset.from === from); // no need to name the sender again
  item.dataset.from = from;
  drawAvatar(item, name);
  item.querySelector(".name").textContent = name;
  item.querySelector(".body").append(body);
  showTime(item, at);
  atEnd ||= own;
  return add(item);
}

export function textBody(text) {
  return element("p", "text", text);
}

export function imageBody({ name, type, bytes }) {
  const image = element("img", "image");
  image.alt = name;
  image.src = URL.createObjectURL(new Blob([bytes], { type }));
  image.addEventListener("load", follow); // now it has its height
  return image;
}

export function showTime(item, at) {
  const time = item.querySelector("time");
  time.dateTime = new Date(at).toISOString();
  time.textContent = new Date(at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
}

/** state: waiting, sending, delivered, or failed with a way to send again. */
export function showDelivery(item, state, text, sendAgain) {
  item.dataset.delivery = state;
  item.querySelector(".delivery").textContent = text;
  const button = item.querySelector(".again");
  button.hidden = !sendAgain;
  button.onclick = sendAgain;
}
