package ee.socketio.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.engine.CloseReason;
import ee.socketio.internal.engine.EngineSession;
import ee.socketio.internal.engine.codec.Packet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client as the server sees it. Packets are those of Socket.IO, without the digit of Engine.IO. */
final class ClientRig {
    private static final Pattern CONNECTED = Pattern.compile("0(?:/[^,]*,)?\\{\"sid\":\"([A-Za-z0-9_-]{20})\"}");

    private final EngineSession session;
    private final ClientTransport transport;

    ClientRig(EngineSession session, ClientTransport transport) {
        this.session = session;
        this.transport = transport;
    }

    /** The client sends a packet with its attachments. */
    void send(String text, byte[]... attachments) {
        session.onPacket(transport, Packet.message(text));
        for (byte[] attachment : attachments) {
            sendBytes(attachment);
        }
    }

    /** The client sends a binary message. */
    void sendBytes(byte[] bytes) {
        session.onPacket(transport, Packet.message(bytes));
    }

    /** The client joins a namespace, and must succeed: returns the id of its socket. */
    String join(String namespace) {
        received();
        send(namespace.equals("/") ? "0" : "0" + namespace + ",");
        List<String> answers = received();
        assertThat(answers).as("the answer to CONNECT comes first").isNotEmpty();
        return socketId(answers.get(0));
    }

    /** The id in the answer to a CONNECT. */
    static String socketId(String answer) {
        Matcher matcher = CONNECTED.matcher(answer);
        assertThat(matcher.matches()).as("confirms a CONNECT: %s", answer).isTrue();
        return matcher.group(1);
    }

    /** What came from the server since the last call: texts as they are, bytes as in {@code [1, 2]}. */
    List<String> received() {
        return transport.take();
    }

    /** For each message that was not taken yet, whether it might have been compressed. */
    List<Boolean> compressed() {
        return transport.compressed();
    }

    /** The transport takes everything from now on. */
    void readAll() {
        transport.stayWritable();
    }

    /** A GET comes in: the next message leaves at once. */
    void poll() {
        transport.becomeWritable();
    }

    /** The client closes the transport, or it fails. */
    void end(CloseReason reason, Throwable cause) {
        session.onTransportEnd(transport, reason, cause);
    }

    /** Whether the server has ended the transport. */
    boolean closed() {
        return transport.closed();
    }

    /** Whether the session still accepts messages. */
    boolean open() {
        return session.isOpen();
    }

    /** The secret id of the session. */
    String sessionId() {
        return session.id();
    }
}
