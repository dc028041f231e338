// With PARSER=msgpack: the topics that do not depend on the parser, and what only MessagePack has.

import "./suite/messages.mjs";
import "./suite/binary.mjs";
import "./suite/acks.mjs";
import "./suite/namespaces.mjs";
import "./suite/rooms.mjs";
import "./suite/ordering.mjs";
import "./suite/disconnects.mjs";
import "./suite/reconnection.mjs";
import "./suite/dynamic.mjs";
import "./suite/many.mjs";
import "./suite/msgpack.mjs";
