import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { connect } from "../harness/connection.mjs";
import { needsCurrentClient, SIMULTANEOUS } from "../harness/target.mjs";
import { ask, askOne } from "../harness/wait.mjs";

describe("acks", { concurrency: SIMULTANEOUS }, () => {
    test("the server acks with no value, one, or many", async (t) => {
        const socket = await connect(t);
        for (const args of [[], ["one"], [1, null, { three: [3] }, "four"]]) {
            assert.deepEqual(await ask(socket, "message-with-ack", ...args), args);
        }
    });

    test("each of many acks under way reaches its own callback", async (t) => {
        const socket = await connect(t);
        const questions = Array.from({ length: 200 }, (_, i) => i);
        const answers = await Promise.all(questions.map((i) => askOne(socket, "echo", i)));
        assert.deepEqual(answers, questions);
    });

    test("acks of several namespaces do not mix, though their ids are the same", async (t) => {
        const [root, other] = await Promise.all([connect(t), connect(t, "/test")]);
        const answers = await Promise.all([askOne(root, "echo", "root"), askOne(other, "echo", "other")]);
        assert.deepEqual(answers, ["root", "other"]);
    });

    test("the client answers a question of the server", async (t) => {
        const socket = await connect(t, "/test");
        socket.on("question", (a, b, answer) => answer(a + b, "sum"));
        assert.deepEqual(await ask(socket, "ask", 2, 3), [5, "sum"]);
    });

    test("the client answers with nothing", async (t) => {
        const socket = await connect(t, "/test");
        socket.on("question", (answer) => answer());
        assert.deepEqual(await ask(socket, "ask"), []);
    });

    test("question and answer carry attachments", async (t) => {
        const socket = await connect(t, "/test");
        socket.on("question", (file, answer) => answer({ reversed: Buffer.from(file.bytes).reverse() }, Buffer.of(9)));
        const answer = await ask(socket, "ask", { bytes: Buffer.of(1, 2, 3) });
        assert.deepEqual(answer, [{ reversed: Buffer.of(3, 2, 1) }, Buffer.of(9)]);
    });

    test("the client answers later, and in another order", async (t) => {
        const socket = await connect(t, "/test");
        const pending = [];
        socket.on("question", (number, answer) => {
            pending.push(() => answer(`answer ${number}`));
            if (pending.length === 3) {
                pending.reverse().forEach((send) => send());
            }
        });
        const answers = await Promise.all([1, 2, 3].map((number) => askOne(socket, "ask", number)));
        assert.deepEqual(answers, ["answer 1", "answer 2", "answer 3"]);
    });

    test("the server stops waiting for an answer in time, and ignores the one that comes later", async (t) => {
        const socket = await connect(t, "/test");
        let answerLate;
        socket.once("question", (answer) => (answerLate = answer));
        assert.equal(await askOne(socket, "ask-with-timeout", 50), "timeout");
        answerLate("too late");
        socket.once("question", (answer) => answer("in time"));
        assert.equal(await askOne(socket, "ask-with-timeout", 10_000), "in time");
    });

    test("an event that the server does not know is never acked", async (t) => {
        const socket = await connect(t);
        let acked = false;
        socket.emit("nobody-listens-to-this", () => (acked = true));
        assert.equal(await askOne(socket, "echo", "later"), "later");
        assert.equal(acked, false);
    });

    test("the client stops waiting for an ack when its time is over", { skip: needsCurrentClient }, async (t) => {
        const socket = await connect(t);
        await assert.rejects(socket.timeout(50).emitWithAck("nobody-listens-to-this"), /timed out/);
        assert.equal(await socket.timeout(10_000).emitWithAck("echo", "in time"), "in time");
    });

    test("a client that repeats until it is acked gets each ack", { skip: needsCurrentClient }, async (t) => {
        const socket = await connect(t, "/", { retries: 3, ackTimeout: 10_000 });
        const questions = Array.from({ length: 20 }, (_, i) => i);
        const answers = await Promise.all(questions.map((i) => socket.emitWithAck("echo", i)));
        assert.deepEqual(answers, questions);
    });
});
