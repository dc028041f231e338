// What goes without characters beyond ASCII: over polling the clients of 1.x encode those twice, as nobody else does, so
// that they get lost when one way is over polling and the other over WebSocket. The server cannot know; nor does that of
// 2.x. Over WebSocket alone these clients do what v2.test.mjs asks.

import "./suite/binary.mjs";
import "./suite/acks.mjs";
import "./suite/ordering.mjs";
import "./suite/disconnects.mjs";
import "./suite/reconnection.mjs";
