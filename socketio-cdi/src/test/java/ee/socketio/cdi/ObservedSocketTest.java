package ee.socketio.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.ConnectRejectedException;
import ee.socketio.Event;
import ee.socketio.EventListener;
import ee.socketio.ServerOptions;
import ee.socketio.Socket;
import ee.socketio.SocketIoServer;
import ee.socketio.engine.ListenerError;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.EventContext;
import jakarta.enterprise.inject.spi.ObserverMethod;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What reaches the observers of errors, with a socket and threads that are moved by hand. */
class ObservedSocketTest {

    private final List<ListenerError> reported = new ArrayList<>();
    private final List<String> heard = new ArrayList<>();
    private final Queue<Runnable> turns = new ArrayDeque<>();
    private final List<EventListener> anyListeners = new ArrayList<>();
    private final List<Consumer<Throwable>> errorListeners = new ArrayList<>();

    private final Socket socket = fake(Socket.class, (proxy, method, arguments) -> switch (method.getName()) {
        case "onAny" -> added(anyListeners, (EventListener) arguments[0]);
        case "onError" -> added(errorListeners, uncheckedListener(arguments[0]));
        case "id", "toString" -> "socket";
        default -> null;
    });

    private final SocketIoServer server =
            fake(SocketIoServer.class, (proxy, method, arguments) -> ServerOptions.builder()
                    .errorListener(reported::add)
                    .maxInboundPackets(1)
                    .build());

    private final Deliveries deliveries = new Deliveries(
            server,
            new Scopes(new SocketContext(), NoRequests::new),
            fake(BeanManager.class, (proxy, method, arguments) -> null),
            turns::add,
            0);

    private static final class NoRequests implements RequestContextController {
        @Override
        public boolean activate() {
            return false;
        }

        @Override
        public void deactivate() {}
    }

    /** Nobody takes it away again. */
    private static <T> @Nullable Object added(List<T> listeners, T listener) {
        listeners.add(listener);
        return null;
    }

    @SuppressWarnings("unchecked")
    private static Consumer<Throwable> uncheckedListener(Object listener) {
        return (Consumer<Throwable>) listener;
    }

    private static <T> T fake(Class<T> type, InvocationHandler calls) {
        return type.cast(
                Proxy.newProxyInstance(ObservedSocketTest.class.getClassLoader(), new Class<?>[] {type}, calls));
    }

    private static @Nullable Object told(Consumer<Object> hears, EventContext<?> context) {
        hears.accept(context.getEvent());
        return null;
    }

    @SuppressWarnings("unchecked")
    private static Observer observer(Class<?> type, boolean async, Consumer<Object> hears) {
        ObserverMethod<Object> method =
                fake(ObserverMethod.class, (proxy, called, arguments) -> switch (called.getName()) {
                    case "isAsync" -> async;
                    case "getObservedQualifiers" -> Set.of();
                    case "getPriority" -> ObserverMethod.DEFAULT_PRIORITY;
                    default -> told(hears, (EventContext<?>) arguments[0]);
                });
        return new Observer(type.getSimpleName(), method, type, null, null, List.of());
    }

    private void listen(Observer... observers) {
        new ObservedSocket(socket, Observers.of(List.of(observers), List.of(), "/"), deliveries).listen();
    }

    private void event() throws Exception {
        Event event = fake(Event.class, (proxy, method, arguments) -> null);
        for (EventListener listener : anyListeners) {
            listener.onEvent(event);
        }
    }

    @Test
    void whatAnObserverThrowsIsReportedWhereTheErrorItselfIsNot() {
        listen(observer(SocketError.class, false, error -> {
            throw new IllegalStateException("worse");
        }));
        ConnectRejectedException rejection =
                new ConnectRejectedException("not you"); // the client hears of it, nobody else
        errorListeners.forEach(listener -> listener.accept(rejection));

        assertThat(reported).extracting(error -> error.cause().getMessage()).containsExactly("worse");
        assertThat(rejection.getSuppressed()).isEmpty();
    }

    @Test
    void asynchronousObserversHearThatEventsAreDropped() throws Exception {
        listen(
                observer(SocketEvent.class, true, event -> heard.add("event")),
                observer(
                        SocketError.class,
                        true,
                        error -> heard.add(((SocketError) error).cause().getMessage())));
        event();
        assertThatThrownBy(this::event).hasMessageContaining("maxInboundPackets"); // is the first one dropped
        event();
        while (!turns.isEmpty()) {
            turns.remove().run();
        }

        assertThat(heard).hasSize(2);
        assertThat(heard.get(0)).isEqualTo("event");
        assertThat(heard.get(1)).startsWith("More than 1 events (maxInboundPackets) wait");
    }
}
