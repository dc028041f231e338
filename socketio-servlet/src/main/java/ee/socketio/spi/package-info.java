/** What can be plugged into the server: parsers, JSON mappers and adapters. */
@NullMarked
package ee.socketio.spi;

import org.jspecify.annotations.NullMarked;
