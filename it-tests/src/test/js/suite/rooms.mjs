import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { close, connect, connected, connectMany } from "../harness/connection.mjs";
import { unique } from "../harness/names.mjs";
import { SIMULTANEOUS } from "../harness/target.mjs";
import { ask, askOne, events, record } from "../harness/wait.mjs";

/**
 * Makes sure that everything that was broadcast by `sender` until now has arrived: the ack of the sender comes after
 * its broadcasts are under way, and the acks of the receivers come behind what is on its way to them.
 */
async function barrier(sender, receivers) {
    await ask(sender, "echo");
    await Promise.all(receivers.map((receiver) => ask(receiver, "echo")));
}

describe("rooms of the main namespace", { concurrency: SIMULTANEOUS }, () => {
    test("a message to a room reaches each member once, its sender included, and nobody else", async (t) => {
        const room = unique("room");
        const [sender, member, outsider] = await connectMany(t, 3);
        await Promise.all([ask(sender, "join", room), ask(member, "join", room)]);
        const seen = [sender, member, outsider].map((socket) => record(socket, "news"));
        sender.emit("to-room", room, "news", 1, { two: 2 });
        await barrier(sender, [sender, member, outsider]);
        assert.deepEqual(seen, [[[1, { two: 2 }]], [[1, { two: 2 }]], []]);
    });

    test("one need not be in a room to send to it", async (t) => {
        const room = unique("room");
        const [sender, member] = await connectMany(t, 2);
        await ask(member, "join", room);
        const seen = [sender, member].map((socket) => record(socket, "news"));
        sender.emit("to-room", room, "news");
        await barrier(sender, [sender, member]);
        assert.deepEqual(seen, [[], [[]]]);
    });

    test("whoever has left a room hears no more from it", async (t) => {
        const room = unique("room");
        const [sender, leaver] = await connectMany(t, 2);
        await Promise.all([ask(sender, "join", room), ask(leaver, "join", room)]);
        const seen = record(leaver, "news");
        sender.emit("to-room", room, "news", "before");
        await barrier(sender, [leaver]);
        await ask(leaver, "leave", room);
        sender.emit("to-room", room, "news", "after");
        await barrier(sender, [leaver]);
        assert.deepEqual(seen, [["before"]]);
    });

    test("joining twice is joining once", async (t) => {
        const room = unique("room");
        const socket = await connect(t);
        await ask(socket, "join", room);
        await ask(socket, "join", room);
        const seen = record(socket, "news");
        socket.emit("to-room", room, "news");
        await barrier(socket, [socket]);
        assert.equal(seen.length, 1);
        await ask(socket, "leave", room);
        assert.deepEqual((await askOne(socket, "whoami")).rooms, [socket.id]);
    });

    test("every socket is in the room of its own id", async (t) => {
        const [sender, receiver, outsider] = await connectMany(t, 3);
        const seen = [receiver, outsider].map((socket) => record(socket, "private"));
        sender.emit("to-room", receiver.id, "private", "for you");
        await barrier(sender, [receiver, outsider]);
        assert.deepEqual(seen, [[["for you"]], []]);
    });

    test("a room may have any name", async (t) => {
        const socket = await connect(t);
        const rooms = ["with space", "größe 😀", "a/b#c,d", "*", "10", "__proto__"].map(unique);
        for (const room of rooms) {
            await ask(socket, "join", room);
        }
        assert.deepEqual(new Set((await askOne(socket, "whoami")).rooms), new Set([socket.id, ...rooms]));
    });

    test("a broadcast reaches every socket of the namespace once and no other namespace", async (t) => {
        const token = unique("token");
        const [sender, receiver] = await connectMany(t, 2);
        const stranger = await connect(t, "/test");
        const seen = [sender, receiver, stranger].map((socket) => record(socket, "bcast"));
        sender.emit("bcast", token, Buffer.of(1, 2, 3));
        await barrier(sender, [sender, receiver, stranger]);
        const mine = seen.map((received) => received.filter(([first]) => first === token));
        assert.deepEqual(mine, [[[token, Buffer.of(1, 2, 3)]], [[token, Buffer.of(1, 2, 3)]], []]);
    });

    test("the rooms of a socket are gone when it comes back", async (t) => {
        const room = unique("room");
        const socket = await connect(t);
        await ask(socket, "join", room);
        assert.deepEqual(new Set((await askOne(socket, "whoami")).rooms), new Set([socket.id, room]));
        await close(socket);
        await connected(socket);
        assert.deepEqual((await askOne(socket, "whoami")).rooms, [socket.id]);
    });
});

describe("rooms of another namespace", { concurrency: SIMULTANEOUS }, () => {
    test("a member of several rooms receives a message to all of them once", async (t) => {
        const rooms = ["a", "b", "c"].map(unique);
        const [sender, one, all] = await connectMany(t, 3, "/test");
        await Promise.all([ask(one, "join", [rooms[0]]), ask(all, "join", rooms)]);
        const seen = [sender, one, all].map((socket) => record(socket, "news"));
        sender.emit("to-rooms", rooms, [], "news", "x");
        await barrier(sender, [sender, one, all]);
        assert.deepEqual(seen, [[], [["x"]], [["x"]]]);
    });

    test("members of an excepted room receive nothing", async (t) => {
        const [room, except] = ["room", "except"].map(unique);
        const [sender, member, excepted] = await connectMany(t, 3, "/test");
        await Promise.all([ask(member, "join", [room]), ask(excepted, "join", [room, except])]);
        const seen = [member, excepted].map((socket) => record(socket, "news"));
        sender.emit("to-rooms", [room], [except], "news");
        await barrier(sender, [member, excepted]);
        assert.deepEqual(seen, [[[]], []]);
    });

    test("a socket that sends to the others does not hear itself", async (t) => {
        const room = unique("room");
        const [sender, other, outsider] = await connectMany(t, 3, "/test");
        await Promise.all([sender, other].map((socket) => ask(socket, "join", [room])));
        const seen = [sender, other, outsider].map((socket) => record(socket, "news"));
        sender.emit("to-others", [room], "news", "x");
        await barrier(sender, [sender, other, outsider]);
        assert.deepEqual(seen, [[], [["x"]], []]);
    });

    test("ten members receive a hundred messages, text and binary, once and in order", async (t) => {
        const room = unique("room");
        const [sender, ...members] = await connectMany(t, 11, "/test");
        await Promise.all(members.map((member) => ask(member, "join", [room])));
        const sent = Array.from({ length: 100 }, (_, i) => [i, i % 2 ? { bytes: Buffer.of(i) } : `text ${i}`]);
        const arrivals = Promise.all(members.map((member) => events(member, "news", sent.length)));
        sent.forEach((args) => sender.emit("to-rooms", [room], [], "news", ...args));
        for (const received of await arrivals) {
            assert.deepEqual(received, sent);
        }
        const more = members.map((member) => record(member, "news"));
        await barrier(sender, members);
        assert.deepEqual(more.flat(), []);
    });
});
