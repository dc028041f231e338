package ee.socketio.engine;

/** Makes session ids, the reference's {@code generateId}. Called on container threads, concurrently. */
@FunctionalInterface
public interface IdGenerator {

    /**
     * Makes an id that no live session has: non-empty, of the characters {@code A-Z a-z 0-9 - _} only, hard to guess. An
     * exception, a malformed id or one that is in use refuses the request with code 3.
     */
    String generate(EngineRequest request);
}
