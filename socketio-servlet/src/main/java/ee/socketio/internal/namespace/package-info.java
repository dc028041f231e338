/** Namespaces, sockets and rooms: the Socket.IO server above the engine. */
@NullMarked
package ee.socketio.internal.namespace;

import org.jspecify.annotations.NullMarked;
