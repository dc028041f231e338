package ee.socketio;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Receives the first argument of events, read as a type, and returns the answer.
 *
 * @param <T> the type
 */
@FunctionalInterface
public interface AnsweringListener<T> {

    /**
     * An event came; its argument is null if the client sent null. What is returned becomes the one value of the ack, a
     * list and null too; of a {@link java.util.concurrent.CompletionStage} what it completes with.
     */
    @Nullable Object onEvent(@Nullable T argument) throws Exception;

    /**
     * Receives the first two arguments of events, read as types, and returns the answer.
     *
     * @param <A> the type of the first
     * @param <B> the type of the second
     */
    @FunctionalInterface
    interface OfTwo<A, B> {

        /** An event came, see {@link AnsweringListener#onEvent}. */
        @Nullable Object onEvent(@Nullable A first, @Nullable B second) throws Exception;
    }

    /**
     * Receives the first three arguments of events, read as types, and returns the answer.
     *
     * @param <A> the type of the first
     * @param <B> the type of the second
     * @param <C> the type of the third
     */
    @FunctionalInterface
    interface OfThree<A, B, C> {

        /** An event came, see {@link AnsweringListener#onEvent}. */
        @Nullable Object onEvent(@Nullable A first, @Nullable B second, @Nullable C third) throws Exception;
    }

    /** Receives any number of arguments, read as types, and returns the answer. */
    @FunctionalInterface
    interface OfMany {

        /** An event came, see {@link AnsweringListener#onEvent}. The list cannot be changed. */
        @Nullable Object onEvent(Event event, List<@Nullable Object> arguments) throws Exception;
    }
}
