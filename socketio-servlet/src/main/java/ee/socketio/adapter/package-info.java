/** Adapters: the one in memory, and what adapters of a cluster are made of. */
@NullMarked
package ee.socketio.adapter;

import org.jspecify.annotations.NullMarked;
