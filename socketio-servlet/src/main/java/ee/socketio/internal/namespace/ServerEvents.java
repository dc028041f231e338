package ee.socketio.internal.namespace;

import ee.socketio.Registration;
import ee.socketio.ServerEvent;
import ee.socketio.ServerEventListener;
import ee.socketio.internal.engine.SerialExecutor;
import ee.socketio.spi.JsonMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What other servers of the cluster send to a namespace. The listeners run one at a time and in order. */
final class ServerEvents {

    private static final Set<String> RESERVED = Set.of("connect", "connection", "new_namespace");

    private final LocalNamespace namespace;
    private final SerialExecutor listenerThread;
    private final Map<String, ListenerList<ServerEventListener>> byName = new ConcurrentHashMap<>(0);

    ServerEvents(LocalNamespace namespace) {
        this.namespace = namespace;
        this.listenerThread = namespace.server().newListenerThread();
    }

    /** The name and arguments of an event for other servers. */
    static List<@Nullable Object> data(String event, @Nullable Object[] arguments) {
        if (RESERVED.contains(event)) {
            throw new IllegalArgumentException("'" + event + "' is a reserved event name");
        }
        List<@Nullable Object> data = new ArrayList<>(arguments.length + 1);
        data.add(event);
        data.addAll(Arrays.asList(arguments));
        return data;
    }

    Registration add(String event, ServerEventListener listener) {
        return byName.computeIfAbsent(event, name -> new ListenerList<>()).add(listener);
    }

    void receive(List<@Nullable Object> event, @Nullable Consumer<List<@Nullable Object>> ack) {
        if (event.isEmpty()) {
            return;
        }
        Received received = new Received(event, namespace.server().mapper(), ack);
        ListenerList<ServerEventListener> listeners = byName.get(received.name());
        if (listeners != null) {
            listenerThread.execute(() -> listeners.forEach(listener -> namespace
                    .server()
                    .errors()
                    .guard("server event '" + received.name() + "'", "", () -> listener.onEvent(received))));
        }
    }

    private static final class Received extends ReceivedArguments implements ServerEvent {
        private final String name;
        private final @Nullable Consumer<List<@Nullable Object>> ack;
        private final AtomicBoolean acked = new AtomicBoolean();

        Received(List<@Nullable Object> event, JsonMapper mapper, @Nullable Consumer<List<@Nullable Object>> ack) {
            super(event.subList(1, event.size()), mapper);
            this.name = ReceivedEvent.name(event.get(0));
            this.ack = ack;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public boolean ackRequested() {
            return ack != null;
        }

        @Override
        public void ack(@Nullable Object... arguments) {
            if (ack != null && acked.compareAndSet(false, true)) {
                ack.accept(Arrays.asList(arguments));
            }
        }

        @Override
        public String toString() {
            return "ServerEvent[" + name + ", " + super.toString() + "]";
        }
    }
}
