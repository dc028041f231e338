/** One cluster of Java and Node.js servers through Redis. */
@NullMarked
package ee.socketio.redis;

import org.jspecify.annotations.NullMarked;
