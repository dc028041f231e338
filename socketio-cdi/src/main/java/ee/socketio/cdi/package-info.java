/** CDI: the server as a bean, and connections and messages as events. */
@NullMarked
package ee.socketio.cdi;

import org.jspecify.annotations.NullMarked;
