package ee.socketio.internal.validation;

import java.util.function.BiConsumer;

/** Checks the constraints of one bean, and of what they cascade to. */
@FunctionalInterface
interface BeanValidator {

    /** Finds everything valid. */
    BeanValidator NONE = (bean, violations) -> {};

    /** Tells the path within the bean and the message of every constraint that is broken. */
    void validate(Object bean, BiConsumer<String, String> violations);

    /** Frees what the provider holds. */
    default void close() {}
}
