package ee.socketio.cdi;

import ee.socketio.Ack;
import ee.socketio.ArgumentException;
import ee.socketio.Event;
import ee.socketio.Socket;
import jakarta.enterprise.context.spi.Context;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A method of a {@link SocketController}.
 *
 * @param name its class and method, for people
 * @param namespace whose events it handles
 * @param event the events that it handles
 * @param bean whose method it is
 * @param method the method
 * @param parameters the types of its parameters
 * @param arguments the types of those that are read from the event
 */
record Handler<T>(
        String name,
        String namespace,
        String event,
        Bean<T> bean,
        Method method,
        List<Type> parameters,
        List<Type> arguments) {

    /** Whether it sends the ack itself. */
    boolean acks() {
        return parameters.contains(Ack.class);
    }

    /** Whether it returns the ack. */
    boolean returnsAck() {
        return method.getReturnType() != void.class && method.getReturnType() != Void.class;
    }

    /** Whether the client hears of it, one way or the other. */
    boolean answers() {
        return acks() || returnsAck();
    }

    /** Calls it on the instance of its bean that belongs to this call. What it throws is thrown. */
    @Nullable Object call(BeanManager beans, Event event, List<@Nullable Object> values) throws Exception {
        Context context = beans.getContext(bean.getScope());
        T present = context.get(bean);
        if (present != null) {
            return invoke(present, event, values);
        }
        CreationalContext<T> creation = beans.createCreationalContext(bean);
        T made = context.get(bean, creation);
        try {
            return invoke(made, event, values);
        } finally {
            if (bean.getScope() == jakarta.enterprise.context.Dependent.class) { // it belongs to nobody else
                bean.destroy(made, creation);
            }
        }
    }

    private @Nullable Object invoke(T instance, Event event, List<@Nullable Object> values) throws Exception {
        @Nullable Object[] passed = new Object[parameters.size()];
        int read = 0;
        for (int i = 0; i < passed.length; i++) {
            Type type = parameters.get(i);
            if (type == Socket.class) {
                passed[i] = event.socket();
            } else if (type == Event.class) {
                passed[i] = event;
            } else if (type == Ack.class) {
                passed[i] = (Ack) event::ack;
            } else {
                passed[i] = present(type, read, values.get(read));
                read++;
            }
        }
        try {
            return method.invoke(instance, passed);
        } catch (InvocationTargetException e) {
            Throwable cause = e.getCause();
            if (cause instanceof Error error) {
                throw error;
            }
            throw cause instanceof Exception failure ? failure : e;
        }
    }

    private static @Nullable Object present(Type type, int index, @Nullable Object value) {
        if (value == null && type instanceof Class<?> plain && plain.isPrimitive()) {
            throw new ArgumentException(index, "Argument " + index + " is null, but " + plain + " has no null", null);
        }
        return value;
    }
}
