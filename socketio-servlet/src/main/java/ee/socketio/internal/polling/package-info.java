/** HTTP long-polling over asynchronous servlets, and what both transports need of HTTP: errors and cross-origin rules. */
@NullMarked
package ee.socketio.internal.polling;

import org.jspecify.annotations.NullMarked;
