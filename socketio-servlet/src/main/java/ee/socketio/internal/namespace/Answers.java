package ee.socketio.internal.namespace;

import ee.socketio.AckTimeoutException;
import ee.socketio.Arguments;
import ee.socketio.BroadcastOperator;
import ee.socketio.FetchTimeoutException;
import ee.socketio.RemoteSocket;
import ee.socketio.spi.JsonMapper;
import ee.socketio.spi.RequestTimeoutException;
import ee.socketio.spi.SocketDetails;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns what an adapter answers into what the application sees, partial answers of a timeout too. */
final class Answers {

    /** One server. */
    static final CompletionStage<Integer> ONE = CompletableFuture.completedStage(1);

    private Answers() {}

    static CompletionStage<List<Arguments>> ofServers(
            CompletionStage<List<List<@Nullable Object>>> answers, JsonMapper mapper) {
        return map(
                answers,
                found -> found.stream()
                        .<Arguments>map(values -> new ReceivedArguments(values, mapper))
                        .toList(),
                (message, known) -> new AckTimeoutException(known));
    }

    static CompletionStage<List<RemoteSocket>> ofFetch(
            CompletionStage<List<SocketDetails>> sockets, BroadcastOperator everybody) {
        return map(
                sockets,
                found -> found.stream()
                        .<RemoteSocket>map(
                                details -> new FetchedSocket(details, (Broadcast) everybody.to(details.id())))
                        .toList(),
                FetchTimeoutException::new);
    }

    private static <A, B> CompletionStage<List<B>> map(
            CompletionStage<List<A>> stage,
            Function<List<A>, List<B>> mapping,
            BiFunction<String, List<B>, Exception> timeout) {
        return stage.handle((found, failure) -> {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            if (cause instanceof RequestTimeoutException late) {
                @SuppressWarnings("unchecked") // the adapter answers in one form
                List<A> known = (List<A>) late.answers();
                throw new CompletionException(timeout.apply(String.valueOf(late.getMessage()), mapping.apply(known)));
            }
            if (cause != null) {
                throw new CompletionException(cause);
            }
            return mapping.apply(found);
        });
    }

    /** All answers of several stages; if one has timed out, a timeout with everything that is known. */
    static <T> CompletionStage<List<T>> all(
            Collection<CompletionStage<List<T>>> stages,
            Function<Throwable, List<T>> known,
            Function<List<T>, Exception> timeout) {
        List<CompletableFuture<Void>> waiting = new ArrayList<>();
        List<T> answers = Collections.synchronizedList(new ArrayList<>());
        for (CompletionStage<List<T>> stage : stages) {
            waiting.add(stage.whenComplete(
                            (found, failure) -> answers.addAll(failure == null ? found : known.apply(unwrap(failure))))
                    .<Void>thenApply(found -> null)
                    .toCompletableFuture());
        }
        return CompletableFuture.allOf(waiting.toArray(CompletableFuture<?>[]::new))
                .handle((nothing, failure) -> {
                    if (failure != null) {
                        throw new CompletionException(timeout.apply(List.copyOf(answers)));
                    }
                    return List.copyOf(answers);
                });
    }

    /** What a stage failed with. */
    static Throwable unwrap(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }
}
