import { randomInt, randomUUID } from "node:crypto";

/** A name that no other test uses: the server is shared. */
export function unique(name) {
    return `${name} ${randomUUID()}`;
}

/** A namespace of the test's own, which the server makes for it. */
export function ownNamespace() {
    return `/own-${randomUUID()}`;
}

/** A namespace by the pattern of the conformance application. */
export function dynamicNamespace() {
    return `/dynamic-${randomInt(2 ** 47)}`;
}
