// What is asked of, and done to, many sockets at once. Each test has a namespace of its own, so that "all" are its own
// sockets.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { connect, connectBeside, connected, connectMany, departure, disconnection } from "../harness/connection.mjs";
import { ownNamespace, unique } from "../harness/names.mjs";
import { SIMULTANEOUS } from "../harness/target.mjs";
import { ask, askOne, record } from "../harness/wait.mjs";

/** Milliseconds for answers that come: long, because a busy machine is no silent client. */
const LONG = 15_000;

/** Milliseconds for answers of which some come. */
const ENOUGH = 2_000;

const TIMED_OUT = "operation has timed out";

function sorted(values) {
    return [...values].sort();
}

/** The ids of all sockets of the namespace of `witness`, or of those in a room. */
async function ids(witness, room = null) {
    return sorted((await askOne(witness, "fetch", room)).map(({ id }) => id));
}

/** Lets the socket answer every question with its name and the payload. */
function answering(socket, name) {
    socket.on("question", (payload, answer) => answer({ name, payload }));
}

describe("a question to all others", { concurrency: SIMULTANEOUS }, () => {
    test("is answered by each of them, and not by the one that asks", async (t) => {
        const [asker, ...others] = await connectMany(t, 4, ownNamespace());
        const own = record(asker, "question");
        others.forEach(answering);
        const { answers, error } = await askOne(asker, "bcast-ack", "how many?", LONG);
        assert.equal(error, null);
        assert.deepEqual(sorted(answers.map(({ name }) => name)), [0, 1, 2]);
        assert.deepEqual(new Set(answers.map(({ payload }) => payload)), new Set(["how many?"]));
        assert.deepEqual(own, []);
    });

    test("ends in time with the answers that came, if some do not answer", async (t) => {
        const [asker, quick, silent, nobody] = await connectMany(t, 4, ownNamespace());
        answering(quick, "quick");
        const unanswered = record(silent, "question");
        const { answers, error } = await askOne(asker, "bcast-ack", 1, ENOUGH);
        assert.equal(error, TIMED_OUT);
        assert.deepEqual(answers, [{ name: "quick", payload: 1 }]);
        assert.equal(unanswered.length, 1);
        assert.equal(nobody.connected, true);
    });

    test("ends in time without answers, if nobody answers", async (t) => {
        const [asker] = await connectMany(t, 3, ownNamespace());
        assert.deepEqual(await askOne(asker, "bcast-ack", 1), { answers: [], error: TIMED_OUT });
    });

    test("has no answers, and no error, where nobody else is", async (t) => {
        const asker = await connect(t, ownNamespace());
        assert.deepEqual(await askOne(asker, "bcast-ack", 1), { answers: [], error: null });
    });

    test("ignores an answer that comes too late, and the next question has its own answers", async (t) => {
        const [asker, slow] = await connectMany(t, 2, ownNamespace());
        let answerLate;
        slow.once("question", (payload, answer) => (answerLate = answer));
        assert.deepEqual(await askOne(asker, "bcast-ack", 1), { answers: [], error: TIMED_OUT });
        answerLate("too late");
        answering(slow, "slow");
        const answers = [{ name: "slow", payload: 2 }];
        assert.deepEqual(await askOne(asker, "bcast-ack", 2, LONG), { answers, error: null });
    });

    test("carries attachments both ways", async (t) => {
        const [asker, ...others] = await connectMany(t, 3, ownNamespace());
        others.forEach((socket) =>
            socket.on("question", ({ bytes }, answer) => answer({ reversed: Buffer.from(bytes).reverse() })),
        );
        const { answers, error } = await askOne(asker, "bcast-ack", { bytes: Buffer.of(1, 2, 3) }, LONG);
        assert.equal(error, null);
        assert.deepEqual(answers, Array(2).fill({ reversed: Buffer.of(3, 2, 1) }));
    });

    test("may be asked by several at the same time", async (t) => {
        const sockets = await connectMany(t, 3, ownNamespace());
        sockets.forEach(answering);
        const askOthers = (socket, i) => askOne(socket, "bcast-ack", `question ${i}`, LONG);
        const outcomes = await Promise.all(sockets.map(askOthers));
        outcomes.forEach(({ answers, error }, i) => {
            assert.equal(error, null);
            assert.deepEqual(new Set(answers.map(({ payload }) => payload)), new Set([`question ${i}`]));
            assert.deepEqual(sorted(answers.map(({ name }) => name)), [0, 1, 2].filter((name) => name !== i));
        });
    });
});

describe("sockets that are looked up", { concurrency: SIMULTANEOUS }, () => {
    test("are all of the namespace, or those of a room", async (t) => {
        const sockets = await connectMany(t, 3, ownNamespace());
        const all = sockets.map(({ id }) => id);
        await Promise.all(sockets.slice(1).map((socket) => ask(socket, "join", "room")));
        assert.deepEqual(await ids(sockets[0]), sorted(all));
        assert.deepEqual(await ids(sockets[0], "room"), sorted(all.slice(1)));
        assert.deepEqual(await ids(sockets[0], all[2]), [all[2]]);
        assert.deepEqual(await askOne(sockets[0], "fetch", "no such room"), []);
    });

    test("show their rooms and their data", async (t) => {
        const [socket, witness] = await connectMany(t, 2, ownNamespace());
        const data = { name: "größe 😀", nested: { list: [1, { two: true }] } };
        await ask(socket, "join", "room");
        await ask(socket, "set-data", data);
        const [{ rooms, ...found }] = await askOne(witness, "fetch", "room");
        assert.deepEqual(found, { id: socket.id, data });
        assert.deepEqual(sorted(rooms), sorted([socket.id, "room"]));
        const [untouched] = await askOne(witness, "fetch", witness.id);
        assert.deepEqual(untouched, { id: witness.id, rooms: [witness.id], data: {} });
    });

    test("are found in the main namespace too", async (t) => {
        const room = unique("room");
        const [socket, witness] = await connectMany(t, 2);
        await ask(socket, "join", room);
        await ask(socket, "set-data", { color: "red" });
        const [{ id, data }, ...others] = await askOne(witness, "fetch", room);
        assert.deepEqual({ id, data, others }, { id: socket.id, data: { color: "red" }, others: [] });
        const everybody = await ids(witness);
        assert.ok([socket.id, witness.id].every((one) => everybody.includes(one)));
    });

    test("are no longer found when they have left", async (t) => {
        const witness = await connect(t, ownNamespace());
        const socket = await connectBeside(t, witness, "/test");
        const leaving = await connect(t, witness.nsp);
        assert.equal((await ids(witness)).length, 2);
        const { id } = leaving;
        await ask(leaving, "join", "room");
        const ending = disconnection(leaving);
        witness.emit("kick", id);
        await ending;
        await departure(t, id); // the client may know before the server is done
        assert.deepEqual(await ids(witness), [witness.id]);
        assert.deepEqual(await ids(witness, "room"), []);
        assert.equal(socket.connected, true);
    });
});

describe("sockets that are sent away by others", { concurrency: SIMULTANEOUS }, () => {
    for (const [where, namespace] of [["a namespace of its own", ownNamespace()], ["the main namespace", "/"]]) {
        test(`one of ${where} is kicked by its id, and comes back when it asks`, async (t) => {
            const [kicker, kicked, bystander] = await connectMany(t, 3, namespace);
            const { id } = kicked;
            const ending = disconnection(kicked);
            kicker.emit("kick", id);
            assert.equal((await ending).reason, "io server disconnect");
            await Promise.all([kicker, bystander].map((socket) => ask(socket, "echo")));
            await connected(kicked);
            assert.notEqual(kicked.id, id);
        });
    }

    test("those of a room leave the namespace, and their connections stay", async (t) => {
        const [sender, member, bystander] = await connectMany(t, 3, ownNamespace());
        const { id } = member;
        const beside = await connectBeside(t, member, "/test");
        await Promise.all([ask(member, "join", "room"), ask(bystander, "join", "other")]);
        const ending = disconnection(member);
        sender.emit("disconnect-sockets", "room", false);
        assert.equal((await ending).reason, "io server disconnect");
        assert.equal(await askOne(beside, "echo", "still here"), "still here");
        assert.equal((await departure(t, id)).reason, "server namespace disconnect");
        assert.deepEqual(await ids(sender), sorted([sender.id, bystander.id]));
    });

    test("those of several rooms lose their connections, if that is asked for", async (t) => {
        const [sender, first, second] = await connectMany(t, 3, ownNamespace());
        const beside = await connectBeside(t, first, "/test");
        await Promise.all([ask(first, "join", "a"), ask(second, "join", "b")]);
        const gone = [first.id, second.id];
        const endings = [first, second, beside].map(disconnection);
        sender.emit("disconnect-sockets", ["a", "b"], true);
        const reasons = (await Promise.all(endings)).map(({ reason }) => reason);
        assert.deepEqual(reasons, Array(3).fill("io server disconnect"));
        await Promise.all(gone.map((id) => departure(t, id)));
        assert.deepEqual(await ids(sender), [sender.id]);
    });

    test("a room in which nobody is sends nobody away", async (t) => {
        const sockets = await connectMany(t, 2, ownNamespace());
        sockets[0].emit("disconnect-sockets", "no such room", true);
        assert.equal((await ids(sockets[0])).length, 2);
    });
});

describe("rooms that others are put into", { concurrency: SIMULTANEOUS }, () => {
    test("the members of a room join further rooms, and get what is sent to them", async (t) => {
        const [sender, member, outsider] = await connectMany(t, 3, ownNamespace());
        await ask(member, "join", "start");
        await ask(sender, "sockets-join", "start", ["next", "last"]);
        assert.deepEqual(await ids(sender, "next"), [member.id]);
        assert.deepEqual(await ids(sender, "last"), [member.id]);
        const seen = [sender, member, outsider].map((socket) => record(socket, "news"));
        sender.emit("to-rooms", ["next", "last"], [], "news", 1);
        await ask(sender, "echo");
        await Promise.all([member, outsider].map((socket) => ask(socket, "echo")));
        assert.deepEqual(seen, [[], [[1]], []]);
    });

    test("the members of a room leave it and others, and get no more of them", async (t) => {
        const [sender, member, other] = await connectMany(t, 3, ownNamespace());
        await Promise.all([ask(member, "join", ["start", "next"]), ask(other, "join", "next")]);
        await ask(sender, "sockets-leave", "start", ["start", "next"]);
        assert.deepEqual(await ids(sender, "start"), []);
        assert.deepEqual(await ids(sender, "next"), [other.id]);
        const seen = [member, other].map((socket) => record(socket, "news"));
        sender.emit("to-rooms", ["start", "next"], [], "news", 1);
        await ask(sender, "echo");
        await Promise.all([member, other].map((socket) => ask(socket, "echo")));
        assert.deepEqual(seen, [[], [[1]]]);
    });

    test("one socket is put into a room by its id", async (t) => {
        const [sender, socket] = await connectMany(t, 2, ownNamespace());
        await ask(sender, "sockets-join", socket.id, "room");
        assert.deepEqual(await ids(sender, "room"), [socket.id]);
    });
});
