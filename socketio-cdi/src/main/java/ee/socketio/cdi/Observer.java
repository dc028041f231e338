package ee.socketio.cdi;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.ObserverMethod;
import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An observer method, and what its signature says that it wants to hear.
 *
 * @param name its class and method, for people
 * @param method what is called
 * @param type the class that it observes; a supertype, such as {@code Object}, observes several of the events
 * @param namespace the only namespace, or null for all
 * @param event the only event of clients, or null for all
 * @param arguments the types of the arguments that are read for it
 */
record Observer(
        String name,
        ObserverMethod<Object> method,
        Class<?> type,
        @Nullable String namespace,
        @Nullable String event,
        List<Type> arguments) {

    /**
     * Reads the signature of an observer.
     *
     * @return null if it is not about sockets
     * @throws IllegalArgumentException if it can never be called
     */
    static @Nullable Observer of(ObserverMethod<?> method, String name) {
        Class<?> type = Signatures.classOf(method.getObservedType());
        if (Signatures.EVENTS.stream().noneMatch(type::isAssignableFrom)) {
            return null;
        }
        String namespace = null;
        String event = null;
        for (Annotation qualifier : method.getObservedQualifiers()) {
            if (qualifier instanceof OfNamespace of) {
                namespace = Signatures.namespace(of.value());
            } else if (qualifier instanceof OnEvent on) {
                event = on.value();
            } else if (!(qualifier instanceof Any || qualifier instanceof Default)) {
                return null; // none of the events has it
            }
        }
        check(type, event, name);
        List<Type> arguments = arguments(method.getObservedType(), type, name);
        return new Observer(name, unchecked(method), type, namespace, event, arguments);
    }

    private static void check(Class<?> type, @Nullable String event, String name) {
        if (event == null) {
            require(type != SocketMessage.class, name, "needs @OnEvent beside SocketMessage, or observes SocketEvent");
        } else {
            require(
                    type == SocketMessage.class || type == SocketEvent.class,
                    name,
                    "has @OnEvent, which goes with SocketMessage and SocketEvent only");
            require(!Signatures.isReserved(event), name, "observes '" + event + "', which no client can send");
        }
    }

    private static List<Type> arguments(Type observed, Class<?> type, String name) {
        if (type != SocketMessage.class) {
            return List.of();
        }
        Type payload = observed instanceof ParameterizedType generic ? generic.getActualTypeArguments()[0] : type;
        require(
                Signatures.isComplete(payload) && payload != type,
                name,
                "must say what SocketMessage has, such as SocketMessage<String>, or SocketMessage<Void> for nothing");
        return payload == Void.class ? List.of() : List.of(payload);
    }

    private static void require(boolean condition, String name, String problem) {
        if (!condition) {
            throw new IllegalArgumentException("The observer " + name + " " + problem);
        }
    }

    @SuppressWarnings("unchecked") // it gets nothing but what the signature was found to accept
    private static ObserverMethod<Object> unchecked(ObserverMethod<?> method) {
        return (ObserverMethod<Object>) method;
    }

    /** Whether it wants every event of this class. */
    boolean hearsAll(Class<?> what) {
        return event == null && type.isAssignableFrom(what);
    }

    /** Whether it is told on another thread. */
    boolean isAsync() {
        return method.isAsync();
    }

    /** Calls it, if its bean is there or can be made. What it throws is thrown. */
    void notify(Object what) {
        method.notify(new Delivery(what, method.getObservedQualifiers()));
    }
}
