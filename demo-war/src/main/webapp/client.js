// Loads the client that the address asks for with ?client=2, 3 or 4, and makes good for what the older ones lack. An application
// has one client and needs none of this: <script src="socket.io/socket.io.min.js"></script> will do.

const SCRIPTS = new Map([
  ["2", "clients/v2/socket.io.js"],
  ["3", "clients/v3/socket.io.min.js"],
  ["4", "socket.io/socket.io.min.js"], // the one that the servlet serves by itself
]);

const wanted = new URLSearchParams(location.search).get("client");
const script = SCRIPTS.get(wanted) ?? SCRIPTS.get("4");

/** The first numbers of the versions to choose from. */
export const choices = [...SCRIPTS.keys()];

/** The version of the client, such as "4.8.4". */
export const [version] = await Promise.all([versionIn(script), load(script)]);

/** The client's entrance, the same in all versions. */
export const io = window.io;

function load(source) {
  return new Promise((loaded, failed) => {
    const element = document.createElement("script");
    element.src = source;
    element.onload = loaded;
    element.onerror = () => failed(new Error(`${source} does not load`));
    document.head.append(element);
  });
}

/** The clients do not tell their version, but each has it in the comment that it begins with. */
async function versionIn(source) {
  const text = await (await fetch(source)).text();
  return text.match(/Socket\.IO v([\d.]+)/)?.[1] ?? "?";
}

/** `socket.timeout(ms)`, for clients before 4.4 too: its `emit` calls back with an error or with null and the answer. */
export function withTimeout(socket, ms) {
  if (socket.timeout) return socket.timeout(ms);
  const emit = (event, payload, answered) => {
    let decided = false;
    const decide = (...result) => {
      if (!decided) answered(...result);
      decided = true;
    };
    const timer = setTimeout(decide, ms, new Error("no answer in time"));
    socket.emit(event, payload, (answer) => {
      clearTimeout(timer);
      decide(null, answer);
    });
  };
  return { emit };
}
