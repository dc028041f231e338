/** The WebSocket implementation under the transport: what is needed to bring another than the container's. */
@NullMarked
package ee.socketio.websocket;

import org.jspecify.annotations.NullMarked;
