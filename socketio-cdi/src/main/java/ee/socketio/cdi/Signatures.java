package ee.socketio.cdi;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** What observers and handlers have in common in what they may ask for. */
final class Signatures {

    /** What is fired. */
    static final List<Class<?>> EVENTS = List.of(
            SocketConnected.class, SocketEvent.class, SocketMessage.class, SocketError.class, SocketDisconnected.class);

    /** Clients cannot send these. */
    private static final Set<String> RESERVED =
            Set.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");

    private Signatures() {}

    static boolean isReserved(String event) {
        return RESERVED.contains(event);
    }

    /** With the slash that namespaces begin with. */
    static String namespace(String name) {
        return name.startsWith("/") ? name : "/" + name;
    }

    /** Whether it says what to read: without type variables and wildcards. */
    static boolean isComplete(Type type) {
        if (type instanceof ParameterizedType generic) {
            return Arrays.stream(generic.getActualTypeArguments()).allMatch(Signatures::isComplete);
        }
        return type instanceof GenericArrayType array
                ? isComplete(array.getGenericComponentType())
                : type instanceof Class;
    }

    /** The class of a type, {@code void} if it has none. */
    static Class<?> classOf(Type type) {
        if (type instanceof Class<?> plain) {
            return plain;
        }
        if (type instanceof ParameterizedType generic) {
            return classOf(generic.getRawType());
        }
        return type instanceof TypeVariable<?> variable ? classOf(variable.getBounds()[0]) : void.class;
    }
}
