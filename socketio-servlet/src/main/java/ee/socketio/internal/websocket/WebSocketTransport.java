package ee.socketio.internal.websocket;

import ee.socketio.engine.CloseReason;
import ee.socketio.engine.TransportName;
import ee.socketio.internal.engine.EngineSession;
import ee.socketio.internal.engine.Transport;
import ee.socketio.internal.engine.codec.MalformedPacketException;
import ee.socketio.internal.engine.codec.Packet;
import ee.socketio.internal.engine.codec.PacketType;
import ee.socketio.internal.engine.codec.Revision;
import ee.socketio.websocket.WebSocketConnection;
import ee.socketio.websocket.WebSocketListener;
import java.util.AbstractList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One WebSocket, either as the only transport of its session or as the goal of an upgrade. */
public final class WebSocketTransport implements Transport, WebSocketListener {

    private final Function<WebSocketTransport, @Nullable EngineSession> opener;
    private final boolean textOnly;
    /** Both written in {@link #onOpen}, before anything can be sent or received. */
    private volatile @Nullable WebSocketConnection connection;

    private volatile @Nullable EngineSession session;

    /** Set when the session has done with this transport, perhaps before it was open. */
    private volatile boolean closed;

    /**
     * Makes the transport before its handshake.
     *
     * @param opener called when the WebSocket is open: makes or finds the session, or null to close at once
     * @param textOnly whether binary messages are sent as base64 text
     */
    public WebSocketTransport(Function<WebSocketTransport, @Nullable EngineSession> opener, boolean textOnly) {
        this.opener = opener;
        this.textOnly = textOnly;
    }

    @Override
    public TransportName transportName() {
        return TransportName.WEBSOCKET;
    }

    @Override
    public void onOpen(WebSocketConnection opened) {
        connection = opened;
        if (closed) { // the attempt to upgrade was given up meanwhile; whoever closes looks at the connection after
            // this
            opened.close(WebSocketConnection.NO_STATUS);
            return;
        }
        EngineSession owner = opener.apply(this);
        session = owner;
        if (owner == null) {
            opened.close(WebSocketConnection.NO_STATUS);
        } else {
            owner.onWritable(this);
        }
    }

    @Override
    public void onText(String text) {
        EngineSession owner = session;
        if (owner == null) {
            return;
        }
        try {
            Packet packet = owner.revision().decode(text);
            owner.onPacket(this, packet);
            if (packet.type() == PacketType.MESSAGE) {
                awaitRoom(owner); // control packets never wait behind listeners
            }
        } catch (MalformedPacketException e) {
            owner.onTransportEnd(this, CloseReason.PARSE_ERROR, e);
        }
    }

    @Override
    public void onBinary(byte[] data) {
        EngineSession owner = session;
        if (owner == null) {
            return;
        }
        try {
            owner.onPacket(this, owner.revision().decode(data));
            awaitRoom(owner);
        } catch (MalformedPacketException e) {
            owner.onTransportEnd(this, CloseReason.PARSE_ERROR, e);
        }
    }

    @Override
    public void onClose(@Nullable Throwable cause) {
        EngineSession owner = session;
        if (owner != null) {
            owner.onTransportEnd(
                    this, cause == null ? CloseReason.TRANSPORT_CLOSE : CloseReason.TRANSPORT_ERROR, cause);
        }
    }

    @Override
    public void write(Batch batch) {
        WebSocketConnection open = connection;
        EngineSession owner = session;
        if (open == null || owner == null) {
            return; // not reachable: a transport is writable only once it is open
        }
        owner.tap().sending(owner, batch.packets());
        open.send(new Frames(batch.packets(), owner.revision(), textOnly), failure -> {
            if (failure == null) {
                owner.onWritable(this);
            } else {
                owner.onTransportEnd(this, CloseReason.TRANSPORT_ERROR, failure);
            }
        });
    }

    @Override
    public void close(List<Packet> farewell) {
        closed = true;
        WebSocketConnection open = connection;
        if (open != null) {
            open.close(WebSocketConnection.NO_STATUS);
        }
    }

    /** The frames of packets, each made when its turn has come: base64 is not to take memory while it waits. */
    private static final class Frames extends AbstractList<Object> {
        private final List<Packet> packets;
        private final Revision revision;
        private final boolean textOnly;

        Frames(List<Packet> packets, Revision revision, boolean textOnly) {
            this.packets = packets;
            this.revision = revision;
            this.textOnly = textOnly;
        }

        @Override
        public Object get(int index) {
            return revision.frame(packets.get(index), textOnly);
        }

        @Override
        public int size() {
            return packets.size();
        }
    }

    /**
     * Jakarta WebSocket has no other way to stop reading than not to return. This thread waits only for a client that
     * sent more than its listeners can take, and until they have caught up or the session has ended.
     */
    private void awaitRoom(EngineSession owner) {
        if (owner.transport() != this) {
            return; // only the transport that carries the session may hold a thread
        }
        CountDownLatch room = new CountDownLatch(1);
        if (owner.readable(room::countDown)) {
            return;
        }
        try {
            room.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
