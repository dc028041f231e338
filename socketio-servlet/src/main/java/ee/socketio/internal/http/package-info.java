/** What the server needs of HTTP: asynchronous exchanges, bodies, refusals, compression and cross-origin rules. */
@NullMarked
package ee.socketio.internal.http;

import org.jspecify.annotations.NullMarked;
