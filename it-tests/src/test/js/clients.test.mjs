// All topics in one process: to start one per topic would take longer than most of the topics do.

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
import "./suite/options.mjs";
