package ee.socketio.it.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;

/** A session that was opened over WebSocket. */
final class WebSocketSession implements EngineSession {

    private final RawWebSocket socket;
    private final OpenPacket open;
    private final int revision;

    private WebSocketSession(RawWebSocket socket, OpenPacket open, int revision) {
        this.socket = socket;
        this.open = open;
        this.revision = revision;
    }

    static WebSocketSession open(Endpoint endpoint) {
        return over(RawWebSocket.open(endpoint, endpoint.webSocket()), endpoint.revision());
    }

    /** Takes over a WebSocket of revision 4 of which nothing was read so far. */
    static WebSocketSession over(RawWebSocket socket) {
        return over(socket, 4);
    }

    private static WebSocketSession over(RawWebSocket socket, int revision) {
        return new WebSocketSession(socket, OpenPacket.parse(socket.receiveText()), revision);
    }

    RawWebSocket socket() {
        return socket;
    }

    OpenPacket openPacket() {
        return open;
    }

    @Override
    public String sid() {
        return open.sid();
    }

    @Override
    public void send(String... packets) {
        for (String packet : packets) {
            if (revision == 3 && packet.startsWith("b")) {
                socket.send(Frame.of(Frame.BINARY, Payload3.bytes(packet)));
            } else if (packet.startsWith("b")) {
                socket.sendBinary(Base64.getDecoder().decode(packet.substring(1)));
            } else {
                socket.sendText(packet);
            }
        }
    }

    @Override
    public String receive() {
        return revision == 3 ? receive3(socket) : receive(socket);
    }

    /** The next packet of a WebSocket of revision 3. */
    static String receive3(RawWebSocket socket) {
        Frame frame = socket.receive();
        if (frame.isBinary()) {
            return Payload3.text(frame.payload());
        }
        if (!frame.isText()) {
            throw new AssertionError("expected a packet, got " + frame + " with code " + frame.closeCode());
        }
        return frame.text();
    }

    /** The next packet of a WebSocket of revision 4 that is no heartbeat. */
    static String receive(RawWebSocket socket) {
        while (true) {
            Frame frame = socket.receive();
            if (frame.isBinary()) {
                return "b" + Base64.getEncoder().encodeToString(frame.payload());
            }
            if (!frame.isText()) {
                throw new AssertionError("expected a packet, got " + frame + " with code " + frame.closeCode());
            }
            if (!frame.text().equals("2")) {
                return frame.text();
            }
            socket.sendText("3");
        }
    }

    @Override
    public void awaitClosed() {
        assertThat(socket.awaitCloseCode()).isIn(RawWebSocket.PLAIN);
    }

    @Override
    public void close() {
        socket.close();
    }
}
