package ee.socketio.internal.namespace.codec;

import java.util.Set;

/** Event names that never travel. */
public final class ReservedNames {

    private static final Set<String> NAMES =
            Set.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");

    private ReservedNames() {}

    /** Whether the name may not be used for an event. */
    public static boolean contains(String name) {
        return NAMES.contains(name);
    }
}
