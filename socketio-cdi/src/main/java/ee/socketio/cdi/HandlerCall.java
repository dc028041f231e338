package ee.socketio.cdi;

import ee.socketio.AnsweringListener;
import ee.socketio.ConnectRejectedException;
import ee.socketio.Event;
import ee.socketio.EventException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** A handler as the listener of one socket. Its answer, and what goes wrong, is the server's affair, as of any listener. */
final class HandlerCall implements AnsweringListener.OfMany {

    private final ObservedSocket socket;
    private final Handler<?> handler;
    private final Deliveries deliveries;

    HandlerCall(ObservedSocket socket, Handler<?> handler, Deliveries deliveries) {
        this.socket = socket;
        this.handler = handler;
        this.deliveries = deliveries;
    }

    @Override
    public @Nullable Object onEvent(Event event, List<@Nullable Object> arguments) throws Exception {
        @Nullable Object result;
        try {
            result = deliveries
                    .scopes()
                    .within(socket.beans(), () -> handler.call(deliveries.beans(), event, arguments));
        } catch (Exception | Error e) {
            failed(event, e);
            throw e;
        }
        if (handler.acks()) {
            return new CompletableFuture<>()
                    .minimalCompletionStage(); // never completed: the handler has the ack, and a failure still is one
        }
        if (result instanceof CompletionStage<?> stage) {
            return stage.whenComplete((value, failure) -> { // the server goes on after this
                if (failure != null) { // on any thread, which may know nothing of the application
                    deliveries.asTheApplication(() -> failed(event, cause(failure)));
                }
            });
        }
        return result;
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

    /** What is meant for the client, and reaches it, is no error. */
    private void failed(Event event, Throwable cause) {
        boolean meant = cause instanceof EventException || cause instanceof ConnectRejectedException;
        if (!(meant && handler.answers() && event.ackRequested())) {
            socket.tellErrors(cause, cause);
        }
    }
}
