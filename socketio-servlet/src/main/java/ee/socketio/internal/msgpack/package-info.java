/** The MessagePack wire: values to bytes and back, and the packets that consist of them. The only package that loads msgpack-core. */
@NullMarked
package ee.socketio.internal.msgpack;

import org.jspecify.annotations.NullMarked;
