// What the clients of 1.x and 2.x share with the newer ones, and what is theirs alone. Their options are not repeated:
// those that the server can see are in v2.mjs.

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
import "./suite/dynamic.mjs";
import "./suite/many.mjs";
import "./suite/v2.mjs";
