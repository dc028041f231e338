// Listeners that take their arguments as Java types: Shop.java.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { connect } from "../harness/connection.mjs";
import { SIMULTANEOUS } from "../harness/target.mjs";
import { ask, event } from "../harness/wait.mjs";

const PEN = { name: "pen", price: 3 };
const INK = { name: "ink", price: 4 };

describe("typed listeners", { concurrency: SIMULTANEOUS }, () => {
    test("a record comes in, and what the listener returns is the ack", async (t) => {
        const shop = await connect(t, "/shop");
        assert.deepEqual(await ask(shop, "order", { id: 5, items: [PEN, INK] }), [{ id: 5, total: 7 }]);
    });

    test("a list of records comes in, and a list is one value of the ack", async (t) => {
        const shop = await connect(t, "/shop");
        const orders = [
            { id: 1, items: [PEN, INK] },
            { id: 2, items: [PEN] },
        ];
        assert.deepEqual(await ask(shop, "orders", orders), [[7, 3]]);
        assert.deepEqual(await ask(shop, "cheapest", orders), [PEN]);
        assert.deepEqual(await ask(shop, "cheapest", []), [null]);
    });

    test("a bean comes in", async (t) => {
        const shop = await connect(t, "/shop");
        const welcome = event(shop, "welcome");
        shop.emit("customer", { name: "Ann", unknown: [1] });
        assert.deepEqual(await welcome, ["Ann"]);
    });

    test("bytes travel as a property of a record", async (t) => {
        const shop = await connect(t, "/shop");
        const answer = await ask(shop, "picture", { name: "a", content: Buffer.of(1, 2, 3) });
        assert.deepEqual(answer, [{ name: "a", content: Buffer.of(3, 2, 1) }]);
    });

    test("several arguments come in", async (t) => {
        const shop = await connect(t, "/shop");
        const moved = event(shop, "moved");
        shop.emit("move", 3, 4, "ignored");
        assert.deepEqual(await moved, [7]);
        assert.deepEqual(await ask(shop, "add", 1, 2, 3), [6]);
    });

    test("the ack may come later", async (t) => {
        const shop = await connect(t, "/shop");
        assert.deepEqual(await ask(shop, "later", "see you"), ["see you later"]);
    });

    test("a listener that fails answers with an error that gives nothing away", async (t) => {
        const shop = await connect(t, "/shop");
        assert.deepEqual(await ask(shop, "break"), [{ error: "Internal error" }]);
        assert.deepEqual(await ask(shop, "break-later"), [{ error: "Internal error" }]);
        assert.deepEqual(await ask(shop, "refuse"), [{ error: "sold out", data: { left: 0 } }]);
        assert.deepEqual(await ask(shop, "add", 1, 2, 3), [6]);
    });

    test("an argument that does not fit is an error in the ack", async (t) => {
        const shop = await connect(t, "/shop");
        assert.deepEqual(await ask(shop, "add", 1, "two", 3), [{ error: "argument 1 does not fit" }]);
        assert.deepEqual(await ask(shop, "add", 1, 2), [{ error: "argument 2 is missing" }]);
        assert.deepEqual(await ask(shop, "errors"), [[]]);
    });

    test("broken constraints are an error in the ack", async (t) => {
        const shop = await connect(t, "/shop");
        const cheap = { id: 1, items: [{ name: " ", price: 1 }, { name: "pen", price: 0 }] };
        assert.deepEqual(await ask(shop, "order", cheap), [
            {
                error: "Validation failed",
                violations: [
                    { path: "items[0].name", message: "must not be blank" },
                    { path: "items[1].price", message: "must be positive" },
                ],
            },
        ]);
        assert.deepEqual(await ask(shop, "orders", [{ id: 1 }]), [
            { error: "Validation failed", violations: [{ path: "[0].items", message: "must be there" }] },
        ]);
        assert.deepEqual(await ask(shop, "errors"), [[]]);
    });

    test("without an ack broken constraints go to the error listeners of the socket", async (t) => {
        const shop = await connect(t, "/shop");
        shop.emit("order", { id: 1, items: [{ name: "pen", price: 0 }] });
        assert.deepEqual(await ask(shop, "errors"), [["Validation failed: items[0].price must be positive"]]);
    });
});
