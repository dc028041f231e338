package ee.socketio.internal.namespace;

import ee.socketio.RecoveryOptions;
import ee.socketio.RoomListener;
import ee.socketio.internal.engine.Afterwards;
import ee.socketio.internal.engine.Timers;
import ee.socketio.internal.engine.codec.Message;
import ee.socketio.spi.AdapterContext;
import ee.socketio.spi.BroadcastAnswers;
import ee.socketio.spi.BroadcastTarget.Flags;
import ee.socketio.spi.EncodedPacket;
import ee.socketio.spi.JsonMapper;
import ee.socketio.spi.Packet;
import ee.socketio.spi.RoomEvent;
import ee.socketio.spi.SavedSession;
import ee.socketio.spi.SocketDetails;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A namespace as its adapter sees it. */
final class AdapterSide implements AdapterContext {

    private final LocalNamespace namespace;

    AdapterSide(LocalNamespace namespace) {
        this.namespace = namespace;
    }

    @Override
    public String namespace() {
        return namespace.name();
    }

    @Override
    public Set<String> socketIds() {
        return Collections.unmodifiableSet(namespace.members().keySet());
    }

    @Override
    public @Nullable SocketDetails details(String socketId) {
        LocalSocket socket = namespace.members().get(socketId);
        return socket == null || !socket.connected() ? null : new LocalDetails(socket); // it may be on its way out
    }

    @Override
    public EncodedPacket encode(Packet packet) {
        return namespace.server().parser().encode(packet);
    }

    /** Encoded once, and only if there is anybody. */
    @Override
    public void deliver(Packet packet, Collection<String> socketIds, Flags flags) {
        Message message = null;
        for (String id : socketIds) {
            LocalSocket socket = namespace.members().get(id);
            if (socket != null) {
                if (message == null) {
                    message = namespace.encode(packet, flags);
                }
                socket.send(message, packet.list(), flags);
            }
        }
    }

    @Override
    public void deliver(
            EncodedPacket encoded, Packet packet, Collection<String> socketIds, Flags flags, @Nullable String offset) {
        Message message = LocalServer.message(encoded, flags);
        Unmarked unmarked = new Unmarked(packet, flags);
        namespace.forEach(socketIds, socket -> {
            SocketSession session = socket.session();
            if (offset != null && session != null) {
                session.meantFor(offset); // whether it can be sent or not
            }
            if (offset == null || session != null) {
                socket.send(message, packet.list(), flags);
            } else {
                unmarked.send(socket);
            }
        });
    }

    /** A packet without its offset, for clients of 1.x and 2.x, who take it for an argument; encoded once if there are any. */
    private final class Unmarked {
        private final Packet packet;
        private final Flags flags;
        private @Nullable Message message;

        Unmarked(Packet marked, Flags flags) {
            this.packet = marked;
            this.flags = flags;
        }

        void send(LocalSocket socket) {
            List<@Nullable Object> event =
                    packet.list().subList(0, packet.list().size() - 1);
            if (message == null) {
                message = namespace.encode(new Packet(packet.type(), packet.namespace(), packet.id(), event), flags);
            }
            socket.send(message, event, flags);
        }
    }

    @Override
    public int deliverWithAck(Packet packet, Collection<String> socketIds, Flags flags, BroadcastAnswers answers) {
        long id = namespace.nextAckId();
        Message message = namespace.encode(new Packet(packet.type(), packet.namespace(), id, packet.data()), flags);
        List<LocalSocket> receivers = new ArrayList<>();
        namespace.forEach(socketIds, socket -> {
            if (socket.connected()) { // one that is on its way out would not answer
                receivers.add(socket);
            }
        });
        for (LocalSocket socket : receivers) {
            CompletionStage<?> unused =
                    socket.acks().add(id, null).thenAccept(arguments -> answers.answer(arguments.values()));
        }
        answers.onEnd(() -> receivers.forEach(socket -> socket.acks().forget(id)));
        namespace.inOrder(() -> receivers.forEach(socket -> socket.send(message, packet.list(), flags)));
        return receivers.size();
    }

    @Override
    public void join(Collection<String> socketIds, Collection<String> rooms) {
        String[] names = rooms.toArray(String[]::new);
        namespace.forEach(socketIds, socket -> socket.join(names));
    }

    @Override
    public void leave(Collection<String> socketIds, Collection<String> rooms) {
        namespace.forEach(socketIds, socket -> rooms.forEach(socket::leave));
    }

    @Override
    public void disconnect(Collection<String> socketIds, boolean close) {
        namespace.forEach(socketIds, socket -> socket.disconnect(close));
    }

    @Override
    public void onServerSideEmit(List<@Nullable Object> event, @Nullable Consumer<List<@Nullable Object>> ack) {
        namespace.serverEvents().receive(event, ack);
    }

    @Override
    public boolean hearsRooms() {
        return !namespace.roomListeners().isEmpty();
    }

    @Override
    public void onRoom(RoomEvent event) {
        Afterwards.run(() -> {
            for (RoomListener listener : namespace.roomListeners()) {
                namespace.server().errors().guard("room listener", event.room(), () -> listener.onRoom(event));
            }
        });
    }

    @Override
    public @Nullable Duration maxDisconnectionDuration() {
        RecoveryOptions options = namespace.server().options().connectionStateRecovery();
        return options == null ? null : options.maxDisconnectionDuration();
    }

    @Override
    public @Nullable SavedSession session(String socketId, Map<String, String> rooms, String place) {
        LocalSocket socket = namespace.members().get(socketId);
        SocketSession session = socket == null ? null : socket.session();
        return socket == null || session == null ? null : session.save(socketId, rooms, socket.data(), place);
    }

    @Override
    public JsonMapper jsonMapper() {
        return namespace.server().mapper();
    }

    @Override
    public Runnable schedule(Runnable task, Duration delay) {
        Timers.Task scheduled = namespace.server().timers().schedule(task, delay.toMillis());
        return scheduled::cancel;
    }
}
