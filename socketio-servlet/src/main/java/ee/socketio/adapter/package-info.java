/** Adapters: the one in memory, and a base for those of a cluster. */
@NullMarked
package ee.socketio.adapter;

import org.jspecify.annotations.NullMarked;
