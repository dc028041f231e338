/** The Engine.IO view of the server, usable without Socket.IO: sessions, their transports and their options. */
@NullMarked
package ee.socketio.engine;

import org.jspecify.annotations.NullMarked;
