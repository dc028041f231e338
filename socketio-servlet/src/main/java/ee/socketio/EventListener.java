package ee.socketio;

/** Receives events. The listeners of one client run one at a time and in order. */
@FunctionalInterface
public interface EventListener {

    /** An event came. An exception is reported to the error listener and harms nobody else. */
    void onEvent(Event event) throws Exception;
}
