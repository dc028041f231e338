/** The Engine.IO wire: packets, polling payloads and the open packet, as pure functions over immutable values. */
@NullMarked
package ee.socketio.internal.engine.codec;

import org.jspecify.annotations.NullMarked;
