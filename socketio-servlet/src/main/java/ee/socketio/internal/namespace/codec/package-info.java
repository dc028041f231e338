/** The Socket.IO wire: the standard parser, its placeholders and attachments, and the mapping of values by JSON-B. */
@NullMarked
package ee.socketio.internal.namespace.codec;

import org.jspecify.annotations.NullMarked;
