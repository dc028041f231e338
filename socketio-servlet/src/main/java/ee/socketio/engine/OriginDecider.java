package ee.socketio.engine;

import org.jspecify.annotations.Nullable;

/**
 * Decides about the origins of handshakes, now or later, in the form that 2.x had for the function {@code origins}. Called on a
 * container thread, which must not be blocked. An exception refuses, and is reported.
 */
@FunctionalInterface
public interface OriginDecider {

    /**
     * Decides.
     *
     * @param origin the header {@code Origin} or, without one, {@code Referer}; {@code *} if there is neither or it says {@code
     *     null}
     * @param decision to be called once, on any thread
     */
    void decide(String origin, Decision decision) throws Exception;

    /** Where the decision goes. */
    @FunctionalInterface
    interface Decision {

        /**
         * The decision; the first counts.
         *
         * @param error the text that a refused client gets, or null for {@code Forbidden}
         * @param success whether the origin is allowed
         */
        void accept(@Nullable String error, boolean success);
    }
}
