package ee.socketio;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Receives the first argument of events, read as a type.
 *
 * @param <T> the type
 */
@FunctionalInterface
public interface TypedListener<T> {

    /** An event came; its argument is null if the client sent null. */
    void onEvent(@Nullable T argument) throws Exception;

    /**
     * Receives the first two arguments of events, read as types.
     *
     * @param <A> the type of the first
     * @param <B> the type of the second
     */
    @FunctionalInterface
    interface OfTwo<A, B> {

        /** An event came; its arguments are null where the client sent null. */
        void onEvent(@Nullable A first, @Nullable B second) throws Exception;
    }

    /**
     * Receives the first three arguments of events, read as types.
     *
     * @param <A> the type of the first
     * @param <B> the type of the second
     * @param <C> the type of the third
     */
    @FunctionalInterface
    interface OfThree<A, B, C> {

        /** An event came; its arguments are null where the client sent null. */
        void onEvent(@Nullable A first, @Nullable B second, @Nullable C third) throws Exception;
    }

    /** Receives any number of arguments, read as types. */
    @FunctionalInterface
    interface OfMany {

        /** An event came; its arguments are null where the client sent null. The list cannot be changed. */
        void onEvent(Event event, List<@Nullable Object> arguments) throws Exception;
    }
}
