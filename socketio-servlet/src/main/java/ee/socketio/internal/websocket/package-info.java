/** The WebSocket transport, over the interface of {@code ee.socketio.websocket}. No container's WebSocket class is needed. */
@NullMarked
package ee.socketio.internal.websocket;

import org.jspecify.annotations.NullMarked;
