// Waiting for things to happen: every wait ends with the event itself or, if that never comes, with an error that names
// it.

const PATIENCE = 20_000;

/** Resolves with what `start` hands to its first callback; fails with what it hands to the second, or in the end. */
export function within(what, start) {
    return new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`${what} did not happen within ${PATIENCE} ms`)), PATIENCE);
        const end = (finish) => (value) => {
            clearTimeout(timer);
            finish(value);
        };
        start(end(resolve), end(reject));
    });
}

/** Resolves with the arguments of the next such event. */
export function event(emitter, name) {
    return within(`the event "${name}"`, (done) => emitter.once(name, (...args) => done(args)));
}

/** Resolves with the arguments of the next `count` such events, one array each, in the order of their arrival. */
export function events(emitter, name, count) {
    const received = [];
    return within(`the event "${name}" for ${count} times`, (done) => {
        const listener = (...args) => {
            received.push(args);
            if (received.length === count) {
                emitter.off(name, listener);
                done(received);
            }
        };
        emitter.on(name, listener);
    });
}

/** Emits and resolves with the arguments of the ack. Fails if the socket is disconnected meanwhile. */
export function ask(socket, name, ...args) {
    return within(`the ack of "${name}"`, (done, fail) => {
        const lost = (reason) => fail(new Error(`${reason} instead of the ack of "${name}"`));
        socket.once("disconnect", lost);
        socket.emit(name, ...args, (...answer) => {
            socket.off("disconnect", lost);
            done(answer);
        });
    });
}

/** Emits and resolves with the first argument of the ack. */
export async function askOne(socket, name, ...args) {
    const [answer] = await ask(socket, name, ...args);
    return answer;
}

/** All events of the given name since this call, for looking at them when it is certain that no more can come. */
export function record(emitter, name) {
    const received = [];
    emitter.on(name, (...args) => received.push(args));
    return received;
}

/** Lets everything run that is ready to run, pending input included. */
export function yieldOnce() {
    return new Promise((resolve) => setImmediate(resolve));
}
