package ee.socketio.servlet;

import ee.socketio.engine.InvalidOptionException;
import ee.socketio.servlet.ServerInitializer.Param;
import jakarta.servlet.ServletContext;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/** The context-params whose names begin with {@code socketio.}. */
final class ContextParams {

    /** Whether {@link SelfRegistration} may register a servlet. */
    static final String SELF_REGISTRATION = "socketio.selfRegistration";

    private static final String PREFIX = "socketio.";

    private ContextParams() {}

    /** Options of {@link SocketIoServlet}, under the names of the init-params. */
    static Map<String, Param> options(ServletContext context) {
        Map<String, Param> options = new HashMap<>();
        for (String name : Collections.list(context.getInitParameterNames())) {
            if (name.startsWith(PREFIX) && !name.equals(SELF_REGISTRATION)) {
                Param param = new Param(context.getInitParameter(name), "context-param " + name);
                options.put(name.substring(PREFIX.length()), param);
            }
        }
        return options;
    }

    /** What the application says, or else the other value. */
    static boolean selfRegistration(ServletContext context, boolean otherwise) {
        String value = context.getInitParameter(SELF_REGISTRATION);
        if (value == null) {
            return otherwise;
        }
        return switch (value.strip()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new InvalidOptionException(SELF_REGISTRATION, value, "true or false");
        };
    }
}
