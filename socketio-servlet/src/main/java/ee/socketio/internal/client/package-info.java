/** The browser bundles that the server hands out. */
@NullMarked
package ee.socketio.internal.client;

import org.jspecify.annotations.NullMarked;
