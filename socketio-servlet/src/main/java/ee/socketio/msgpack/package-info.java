/** The parser that sends packets as MessagePack instead of JSON. Needs {@code org.msgpack:msgpack-core}. */
@NullMarked
package ee.socketio.msgpack;

import org.jspecify.annotations.NullMarked;
