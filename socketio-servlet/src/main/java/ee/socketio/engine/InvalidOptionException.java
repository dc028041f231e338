package ee.socketio.engine;

import java.util.regex.Pattern;

/** A configuration mistake. The message names the option, its value and what would be accepted; deployment fails with it. */
public final class InvalidOptionException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** What stands before the host of an address: a password may be there. */
    private static final Pattern USER = Pattern.compile("://.*@", Pattern.DOTALL);

    private static final Pattern SECRET = Pattern.compile("password|secret", Pattern.CASE_INSENSITIVE);

    private final String option;
    private final String problem;
    private final boolean located;

    /**
     * Describes the mistake. The message does not tell what stands before the host of an address, nor the value of an option
     * that has its name from a password.
     *
     * @param option the option's name as in init-params
     * @param value the value that was given
     * @param accepted what would be accepted
     */
    public InvalidOptionException(String option, Object value, String accepted) {
        this(option, " is '" + withoutPassword(option, value) + "', but must be " + accepted);
    }

    private InvalidOptionException(String option, String problem) {
        super("Option '" + option + "'" + problem);
        this.option = option;
        this.problem = problem;
        this.located = false;
    }

    private static String withoutPassword(String option, Object value) {
        return SECRET.matcher(option).find()
                ? "***"
                : USER.matcher(value.toString()).replaceAll("://***@");
    }

    private InvalidOptionException(InvalidOptionException mistake, String source) {
        super(mistake.getMessage() + " (from " + source + ")", mistake);
        this.option = mistake.option;
        this.problem = mistake.problem;
        this.located = true;
    }

    /** The same mistake, of an option whose name begins so. */
    public InvalidOptionException within(String prefix) {
        return new InvalidOptionException(prefix + option, problem);
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
