// An XMLHttpRequest that takes and gives bytes, like that of browsers. The one that old clients bring for Node.js has
// only text, so that they ask for base64 over polling.

import { request } from "node:http";
import { createRequire } from "node:module";

/** As much of an XMLHttpRequest as the clients of 2.x use. */
class XmlHttpRequest {
    readyState = 0;
    status = 0;
    responseType = ""; // that there is one tells the client that there may be bytes
    onreadystatechange = () => {};

    #agent;
    #request;
    #response;
    #body;

    constructor({ agent } = {}) {
        this.#agent = agent;
    }

    open(method, url) {
        this.#request = request(url, { method, agent: this.#agent || undefined });
        this.#request.on("response", (response) => this.#receive(response));
        this.#request.on("error", () => this.#enter(4));
    }

    setRequestHeader(name, value) {
        this.#request.setHeader(name, value);
    }

    getResponseHeader(name) {
        return this.#response?.headers[name.toLowerCase()] ?? null;
    }

    send(data) {
        this.#request.end(data ?? undefined);
    }

    abort() {
        this.#request.destroy();
    }

    get response() {
        return this.responseType === "arraybuffer" ? this.#body : this.responseText;
    }

    get responseText() {
        return this.#body.toString();
    }

    #receive(response) {
        this.#response = response;
        this.#enter(2);
        const chunks = [];
        response.on("data", (chunk) => chunks.push(chunk));
        response.on("error", () => this.#enter(4));
        response.on("end", () => {
            this.#body = Buffer.concat(chunks);
            this.status = response.statusCode;
            this.#enter(4);
        });
    }

    #enter(state) {
        this.readyState = state;
        this.onreadystatechange();
    }
}

/** Gives it to a client that is not loaded yet. */
export function exchangeBytes(client) {
    const require = createRequire(import.meta.url);
    const engine = createRequire(require.resolve(client)).resolve("engine.io-client");
    const original = createRequire(engine).resolve("./transports/xmlhttprequest");
    require(original);
    require.cache[original].exports = XmlHttpRequest;
}
