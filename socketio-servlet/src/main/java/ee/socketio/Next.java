package ee.socketio;

/** How a {@link Middleware} decides. The first call counts. */
public interface Next {

    /** Goes on with the next middleware. */
    void proceed();

    /**
     * Refuses. A {@link ConnectRejectedException} is told to the client as it is; of any other exception the client only
     * learns that there was one, and it is reported.
     */
    void reject(Throwable cause);
}
