package ee.socketio.engine;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Decides about handshakes, the reference's {@code allowRequest}. It is asked once per session, over either transport,
 * and not for later requests of the session.
 */
@FunctionalInterface
public interface RequestGuard {

    /**
     * Decides now or later. Called on a container thread, which must not be blocked; complete the stage from any thread
     * instead. An exception refuses the request like {@link Verdict#deny()}.
     */
    CompletionStage<Verdict> check(EngineRequest request);

    /** A guard that lets everybody in. */
    static RequestGuard allowAll() {
        return new AllowAll();
    }

    /**
     * The decision about a handshake.
     *
     * @param allowed whether the session may be opened
     * @param message the text that a refused client gets instead of {@code Forbidden}
     */
    record Verdict(boolean allowed, @Nullable String message) {

        /** Lets the client in. */
        public static Verdict allow() {
            return new Verdict(true, null);
        }

        /** Refuses with code 4 and the message {@code Forbidden}. */
        public static Verdict deny() {
            return new Verdict(false, null);
        }

        /** Refuses with code 4 and this message. */
        public static Verdict deny(String message) {
            return new Verdict(false, message);
        }
    }
}
