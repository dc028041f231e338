package ee.socketio.internal.namespace;

import ee.socketio.ArgumentException;
import ee.socketio.ConnectRejectedException;
import ee.socketio.Event;
import ee.socketio.EventException;
import ee.socketio.InvalidArgumentException;
import ee.socketio.InvalidArgumentException.Violation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client gets as its ack when its request failed: one object with an {@code error}. It says what the client did
 * wrong and what the application means to tell it, and nothing else of what went wrong inside.
 */
final class ErrorAck {

    private ErrorAck() {}

    static Map<String, Object> of(Event event, Throwable cause) {
        if (cause instanceof InvalidArgumentException invalid) {
            return error("Validation failed", "violations", violations(invalid));
        }
        if (cause instanceof ArgumentException unfit) {
            return error(problem(event, unfit.index()), "", null);
        }
        return error(message(cause), "data", data(cause));
    }

    static Map<String, Object> withoutData(Throwable cause) {
        return error(message(cause), "", null);
    }

    private static String message(Throwable cause) {
        boolean meantForTheClient = cause instanceof EventException || cause instanceof ConnectRejectedException;
        return meantForTheClient ? String.valueOf(cause.getMessage()) : "Internal error";
    }

    private static @Nullable Object data(Throwable cause) {
        return cause instanceof EventException failure
                ? failure.data()
                : cause instanceof ConnectRejectedException rejection ? rejection.data() : null;
    }

    /** Not the exception's message: it names types of the application. */
    private static String problem(Event event, int index) {
        if (index < 0) {
            return "an argument does not fit";
        }
        return "argument " + index + (index < event.size() ? " does not fit" : " is missing");
    }

    private static List<Map<String, String>> violations(InvalidArgumentException invalid) {
        return invalid.violations().stream().map(ErrorAck::violation).toList();
    }

    private static Map<String, String> violation(Violation violation) {
        Map<String, String> ordered = new LinkedHashMap<>();
        ordered.put("path", violation.path());
        ordered.put("message", violation.message());
        return ordered;
    }

    private static Map<String, Object> error(String message, String name, @Nullable Object details) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("error", message);
        if (details != null) {
            error.put(name, details);
        }
        return error;
    }
}
