/** Constraints on what clients send. One class names the types of Jakarta Validation, which may be absent. */
@NullMarked
package ee.socketio.internal.validation;

import org.jspecify.annotations.NullMarked;
