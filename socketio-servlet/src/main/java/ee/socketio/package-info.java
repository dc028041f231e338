/** Socket.IO for Jakarta EE: server, namespaces, sockets and events. */
@NullMarked
package ee.socketio;

import org.jspecify.annotations.NullMarked;
