package ee.socketio;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Arguments that a client sent fit the types that a listener wants, but break constraints of Jakarta Validation. It
 * concerns that event only. Listeners do not throw it themselves: see {@link EventException}.
 */
public final class InvalidArgumentException extends ArgumentException {

    private static final long serialVersionUID = 1L;

    /** Not part of the exception's serialized form. */
    private final transient List<Violation> violations;

    /**
     * One constraint that is broken.
     *
     * @param path where: {@code items[0].price}; empty for the argument itself. A listener of several arguments has them
     *     numbered: {@code [1].items[0].price} is in the second
     * @param message what is wrong, as the constraint says it
     */
    public record Violation(String path, String message) {}

    /** Broken constraints, at least one. */
    public InvalidArgumentException(List<Violation> violations) {
        super(violations.stream()
                .map(violation -> (violation.path() + " " + violation.message()).strip())
                .collect(Collectors.joining("; ", "Validation failed: ", "")));
        this.violations = List.copyOf(violations);
    }

    /** The broken constraints, sorted by path and message; no more than 100, however many there are. */
    public List<Violation> violations() {
        return violations == null ? List.of() : violations;
    }
}
