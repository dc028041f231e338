package ee.socketio.engine;

/** A configuration mistake. The message names the option, its value and what would be accepted; deployment fails with it. */
public final class InvalidOptionException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /**
     * Describes the mistake.
     *
     * @param option the option's name as in init-params
     * @param value the value that was given
     * @param accepted what would be accepted
     */
    public InvalidOptionException(String option, Object value, String accepted) {
        super("Option '" + option + "' is '" + value + "', but must be " + accepted);
    }
}
