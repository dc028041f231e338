package ee.socketio.engine;

/** A hook that may add headers to a response before it is sent. */
@FunctionalInterface
public interface HeadersListener {

    /** Called before the response is committed. */
    void onHeaders(ResponseHeaders headers, EngineRequest request);
}
