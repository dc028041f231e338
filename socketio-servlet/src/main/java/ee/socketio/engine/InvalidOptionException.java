package ee.socketio.engine;

/** A configuration mistake. The message names the option, its value and what would be accepted; deployment fails with it. */
public final class InvalidOptionException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String option;
    private final boolean located;

    /**
     * Describes the mistake.
     *
     * @param option the option's name as in init-params
     * @param value the value that was given
     * @param accepted what would be accepted
     */
    public InvalidOptionException(String option, Object value, String accepted) {
        super("Option '" + option + "' is '" + value + "', but must be " + accepted);
        this.option = option;
        this.located = false;
    }

    private InvalidOptionException(InvalidOptionException mistake, String source) {
        super(mistake.getMessage() + " (from " + source + ")", mistake);
        this.option = mistake.option;
        this.located = true;
    }

    /** The option's name as in init-params. */
    public String option() {
        return option;
    }

    /** The same mistake, with where the value comes from in its message; unless that is known already. */
    public InvalidOptionException from(String source) {
        return located ? this : new InvalidOptionException(this, source);
    }
}
