package ee.socketio.internal.namespace;

import ee.socketio.AnsweringListener;
import ee.socketio.ArgumentException;
import ee.socketio.ConnectRejectedException;
import ee.socketio.Event;
import ee.socketio.EventException;
import ee.socketio.EventListener;
import ee.socketio.InvalidArgumentException;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one way of an event into a typed listener: its arguments are read, validated and handed over, what comes back is the
 * ack, and so is what goes wrong.
 */
final class TypedCall implements EventListener {

    /** What a listener has to do with the ack. */
    enum Role {
        /** Nothing: if it fails, another listener may still answer. */
        LISTENS,
        /** It sends the ack itself; if it fails, the client hears of it. */
        ACKS,
        /** It returns the ack; if it fails, the client hears of it. */
        ANSWERS
    }

    private final TypedListening socket;
    private final Role role;
    private final List<Type> types;
    private final AnsweringListener.OfMany listener;

    TypedCall(TypedListening socket, Role role, List<? extends Type> types, AnsweringListener.OfMany listener) {
        this.socket = socket;
        this.role = role;
        this.types = List.copyOf(types);
        this.listener = listener;
    }

    @Override
    public void onEvent(Event event) {
        List<@Nullable Object> arguments;
        try {
            arguments = read(event);
            socket.namespace().server().validation().validate(arguments);
        } catch (Exception | Error e) {
            refuse(event, e);
            return;
        }
        try {
            Object result = listener.onEvent(event, arguments);
            if (role == Role.ANSWERS) {
                answer(event, result);
            }
        } catch (Exception | Error e) {
            fail(event, e);
        }
    }

    private List<@Nullable Object> read(Event event) {
        List<@Nullable Object> arguments = new ArrayList<>(types.size());
        for (Type type : types) {
            arguments.add(event.get(arguments.size(), type));
        }
        return Collections.unmodifiableList(arguments);
    }

    private void answer(Event event, @Nullable Object result) {
        if (result instanceof CompletionStage<?> stage) {
            var unused = stage.whenComplete((value, failure) -> {
                if (failure == null) {
                    send(event, value);
                } else {
                    fail(event, cause(failure));
                }
            });
        } else {
            send(event, result);
        }
    }

    private void send(Event event, @Nullable Object value) {
        try {
            event.ack(value);
        } catch (RuntimeException e) { // it cannot be written
            fail(event, e);
        }
    }

    /** What a stage failed with, without the wrapping of the stages after it. */
    private static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** The arguments do not fit: the listener is not called. Runs on the listener thread. */
    private void refuse(Event event, Throwable cause) {
        if (event.ackRequested()) {
            ackError(event, cause);
        } else if (cause instanceof ArgumentException) {
            for (Consumer<Throwable> told : socket.listeners().error) {
                socket.namespace().server().errors().guard("error listener", socket.id(), () -> told.accept(cause));
            }
        }
        if (!(cause instanceof InvalidArgumentException && event.ackRequested())) {
            report(event, cause);
        }
    }

    /** The listener failed, on the listener thread, or its stage on any. */
    private void fail(Event event, Throwable cause) {
        boolean told = role != Role.LISTENS && event.ackRequested();
        if (told) {
            ackError(event, cause);
        }
        if (!(told && (cause instanceof EventException || cause instanceof ConnectRejectedException))) {
            report(event, cause);
        }
    }

    private void ackError(Event event, Throwable cause) {
        try {
            event.ack(ErrorAck.of(event, cause));
        } catch (RuntimeException e) { // the data cannot be written
            report(event, e);
            event.ack(ErrorAck.withoutData(cause));
        }
    }

    private void report(Event event, Throwable cause) {
        socket.namespace().server().errors().report("event '" + event.name() + "'", socket.id(), cause);
    }
}
