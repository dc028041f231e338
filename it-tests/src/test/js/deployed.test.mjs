// What differs between containers, if anything does: the ways of messages and of connections. clients.test.mjs has the rest, which
// is the same on all of them.

import "./suite/messages.mjs";
import "./suite/binary.mjs";
import "./suite/acks.mjs";
import "./suite/typed.mjs";
import "./suite/namespaces.mjs";
import "./suite/rooms.mjs";
import "./suite/ordering.mjs";
import "./suite/disconnects.mjs";
import "./suite/reconnection.mjs";
import "./suite/limits.mjs";
