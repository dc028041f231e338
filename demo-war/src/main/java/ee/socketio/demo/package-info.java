/** The server's half of the demo chat: start reading at {@link ee.socketio.demo.Chat}. */
@NullMarked
package ee.socketio.demo;

import org.jspecify.annotations.NullMarked;
