/** The WebSocket engine over Jakarta WebSocket: the only package that names its classes. Loaded with the first upgrade. */
@NullMarked
package ee.socketio.internal.websocket.jakarta;

import org.jspecify.annotations.NullMarked;
