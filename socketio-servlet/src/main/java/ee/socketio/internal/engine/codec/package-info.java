/**
 * The Engine.IO wire: packets, polling payloads and the open packet, as pure functions over immutable values. Revision 3
 * has its own forms, in the classes with that number and in {@link ee.socketio.internal.engine.codec.Jsonp}; what they
 * read and write are the same packets.
 */
@NullMarked
package ee.socketio.internal.engine.codec;

import org.jspecify.annotations.NullMarked;
