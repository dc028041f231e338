package ee.socketio.spi;

import ee.socketio.engine.InvalidOptionException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Values of an adapter's options, in the form of init-params: milliseconds, and {@code true} or {@code false}. What was not
 * given is not read.
 *
 * @param values the values, by the names of the options
 */
public record AdapterParams(Map<String, String> values) {

    /** Copies the values. */
    public AdapterParams {
        values = Map.copyOf(values);
    }

    /** Reads a text. */
    public void text(String name, Consumer<String> option) {
        String value = values.get(name);
        if (value != null) {
            option.accept(value);
        }
    }

    /**
     * Reads a text that must be there.
     *
     * @param accepted what the message of the exception says that it must be
     * @throws InvalidOptionException if it is missing or empty
     */
    public String text(String name, String accepted) {
        String value = values.get(name);
        if (value == null || value.isEmpty()) {
            throw new InvalidOptionException(name, "", accepted);
        }
        return value;
    }

    /**
     * Reads a whole number.
     *
     * @throws InvalidOptionException if the value is none
     */
    public void number(String name, Consumer<Long> option) {
        text(name, value -> option.accept(parse(name, value)));
    }

    /**
     * Reads a time in milliseconds.
     *
     * @throws InvalidOptionException if the value is no whole number
     */
    public void millis(String name, Consumer<Duration> option) {
        number(name, millis -> option.accept(Duration.ofMillis(millis)));
    }

    /**
     * Reads {@code true} or {@code false}.
     *
     * @throws InvalidOptionException if the value is neither
     */
    public void bool(String name, Consumer<Boolean> option) {
        text(name, value -> {
            if (!value.equals("true") && !value.equals("false")) {
                throw new InvalidOptionException(name, value, "true or false");
            }
            option.accept(value.equals("true"));
        });
    }

    /** Without the values, of which one may have a password. */
    @Override
    public String toString() {
        return "AdapterParams" + values.keySet();
    }

    private static long parse(String name, String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new InvalidOptionException(name, value, "a whole number");
        }
    }
}
