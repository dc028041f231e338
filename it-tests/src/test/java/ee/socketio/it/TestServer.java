package ee.socketio.it;

/** A running server of the test application. */
public final class TestServer implements AutoCloseable {

    /** Who runs the listeners of the application. */
    public enum Listeners {
        DIRECT,
        EXECUTOR
    }

    private final String url;

    private TestServer(String url) {
        this.url = url;
    }

    /** Starts a server, or takes the one whose URL the system property {@code socketio.test.url} gives. */
    public static TestServer start(Listeners listeners) {
        String elsewhere = System.getProperty("socketio.test.url");
        if (elsewhere == null) {
            throw new UnsupportedOperationException("no embedded server yet for listeners " + listeners);
        }
        return new TestServer(elsewhere);
    }

    /** Where it listens, without a slash at the end. */
    public String url() {
        return url;
    }

    @Override
    public void close() {}
}
