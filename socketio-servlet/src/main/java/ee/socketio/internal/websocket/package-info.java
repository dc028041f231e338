/** The WebSocket transport, over an engine behind a small interface. No container's WebSocket class is needed here. */
@NullMarked
package ee.socketio.internal.websocket;

import org.jspecify.annotations.NullMarked;
