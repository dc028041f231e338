package ee.socketio;

/** A registered listener. */
@FunctionalInterface
public interface Registration {

    /** Takes the listener back; later calls do nothing. An event that is being delivered may still reach it. */
    void remove();
}
