/** Engine.IO sessions: their state, heartbeat, upgrade and queue, behind two small interfaces to the sides. */
@NullMarked
package ee.socketio.internal.engine;

import org.jspecify.annotations.NullMarked;
