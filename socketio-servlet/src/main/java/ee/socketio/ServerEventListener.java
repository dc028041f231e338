package ee.socketio;

/** Receives events of other servers. Those of one namespace come one at a time and in order. */
@FunctionalInterface
public interface ServerEventListener {

    /** An event came. An exception is reported to the error listener. */
    void onEvent(ServerEvent event) throws Exception;
}
