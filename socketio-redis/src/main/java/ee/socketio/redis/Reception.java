package ee.socketio.redis;

import ee.socketio.spi.MalformedPacketException;

/** How messages are read that anybody may have sent: whatever is wrong with one costs it alone, and one line in the log. */
final class Reception {

    private static final System.Logger LOG = System.getLogger("ee.socketio.redis");
    private static final int LONGEST_REASON = 200;

    private Reception() {}

    /** Reads a message. */
    interface Reading {
        void run() throws MalformedPacketException;
    }

    /**
     * Runs it.
     *
     * @param from where the message came from
     * @param bytes how long it is
     */
    static void read(String from, int bytes, Reading reading) {
        try {
            reading.run();
        } catch (MalformedPacketException | RuntimeException | StackOverflowError e) { // too deep is malformed, too
            LOG.log(System.Logger.Level.WARNING, "Dropped {0} bytes from {1}: {2}", bytes, from, reason(e));
        }
    }

    /** In one line, though it may cite what somebody sent. */
    static String reason(Throwable failure) {
        String message = String.valueOf(failure.getMessage() == null ? failure : failure.getMessage());
        String line = message.replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON) + "...";
    }
}
