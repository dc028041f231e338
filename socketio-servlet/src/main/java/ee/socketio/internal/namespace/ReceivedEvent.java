package ee.socketio.internal.namespace;

import ee.socketio.Event;
import ee.socketio.Socket;
import ee.socketio.spi.JsonMapper;
import ee.socketio.spi.Packet;
import jakarta.json.JsonString;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** An event of a client. */
final class ReceivedEvent extends ReceivedArguments implements Event {

    private final LocalSocket socket;
    private final String name;
    private final @Nullable Long ackId;
    private final AtomicBoolean acked = new AtomicBoolean();

    ReceivedEvent(LocalSocket socket, Packet packet, JsonMapper mapper) {
        super(packet.list().subList(1, packet.list().size()), mapper);
        this.socket = socket;
        this.name = name(packet.list().get(0));
        this.ackId = packet.id();
    }

    /** Numbers are legal names on the wire. */
    static String name(@Nullable Object first) {
        return first instanceof JsonString text ? text.getString() : String.valueOf(first);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Socket socket() {
        return socket;
    }

    @Override
    public boolean ackRequested() {
        return ackId != null;
    }

    @Override
    public void ack(@Nullable Object... arguments) {
        if (ackId != null && acked.compareAndSet(false, true)) {
            List<@Nullable Object> values = Arrays.asList(arguments);
            try {
                socket.sendAck(ackId, values);
            } catch (RuntimeException e) { // cannot be written: nothing was sent, and the client still waits
                acked.set(false);
                throw e;
            }
        }
    }

    @Override
    public String toString() {
        return "Event[" + name + ", " + super.toString() + "]";
    }
}
