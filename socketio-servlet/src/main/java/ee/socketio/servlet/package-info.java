/** Deployment: the servlets that users map, and the composition of everything below. */
@NullMarked
package ee.socketio.servlet;

import org.jspecify.annotations.NullMarked;
