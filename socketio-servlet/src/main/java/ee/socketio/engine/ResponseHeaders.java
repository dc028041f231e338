package ee.socketio.engine;

/** The headers of a response that is about to be sent. Valid only during the call that hands it out. */
public interface ResponseHeaders {

    /** Sets a header and replaces earlier values. */
    void set(String name, String value);

    /** Adds a value to a header. */
    void add(String name, String value);
}
