/** HTTP long-polling: one held GET and one POST at a time. */
@NullMarked
package ee.socketio.internal.polling;

import org.jspecify.annotations.NullMarked;
