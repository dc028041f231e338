package ee.socketio.it.wire;

import static ee.socketio.it.wire.WireAssertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** A session that was opened over HTTP long-polling; every request has a connection of its own. */
final class PollingSession implements EngineSession {

    /** What separates the packets of a payload. */
    static final String SEPARATOR = "\u001e";

    private final Endpoint endpoint;
    private final PayloadFormat format;
    private final OpenPacket open;
    private final String parameters;
    private final Deque<String> received;

    private PollingSession(Endpoint endpoint, PayloadFormat format, String parameters, List<String> packets) {
        this.endpoint = endpoint;
        this.format = format;
        this.parameters = parameters;
        this.open = OpenPacket.parse(packets.get(0));
        this.received = new ArrayDeque<>(packets.subList(1, packets.size()));
    }

    static PollingSession open(Endpoint endpoint) {
        return open(endpoint, "");
    }

    /** Adds parameters, each with its {@code &}, to the target of every request. */
    static PollingSession open(Endpoint endpoint, String parameters) {
        return open(endpoint, endpoint.revision() == 3 ? PayloadFormat.COUNTED : PayloadFormat.SEPARATED, parameters);
    }

    /** As clients without any other way across origins do it. */
    static PollingSession openJsonp(Endpoint endpoint) {
        return openJsonp(endpoint, "&j=0&b64=1");
    }

    /** With these parameters, which must name callback 0. */
    static PollingSession openJsonp(Endpoint endpoint, String parameters) {
        return open(endpoint, PayloadFormat.JSONP, parameters);
    }

    private static PollingSession open(Endpoint endpoint, PayloadFormat format, String parameters) {
        Answer answer = endpoint.get(endpoint.polling() + parameters);
        assertThat(answer).hasStatus(200);
        return new PollingSession(endpoint, format, parameters, format.split(answer));
    }

    @Override
    public String sid() {
        return open.sid();
    }

    String target() {
        return endpoint.polling(sid()) + parameters;
    }

    /** A GET and its answer. */
    Answer poll() {
        return endpoint.get(target());
    }

    /** The packets in the answer to a GET. */
    List<String> packets(Answer answer) {
        return format.split(answer);
    }

    /** A GET that was sent, whether or not it has reached the server yet. */
    RawHttp beginPoll() {
        return endpoint.begin(Request.get(target()));
    }

    /**
     * A GET that the server is holding, unless it had something to answer. Its connection is one that the server has
     * served before, so that it is not overtaken by requests over new ones.
     */
    RawHttp holdPoll() {
        RawHttp connection = RawHttp.connect(endpoint);
        connection.exchange(Request.of("OPTIONS", target())); // no fault: Tomcat would close the connection
        connection.send(Request.get(target()));
        endpoint.letEarlierRequestsArrive();
        return connection;
    }

    Answer post(String payload) {
        return endpoint.exchange(format.request(target(), payload));
    }

    /** A POST of bytes, which only revision 3 takes. */
    Answer postBytes(byte... payload) {
        return endpoint.exchange(
                Request.bare("POST", target(), payload).with("Content-Type", "application/octet-stream"));
    }

    /** A POST of which only a part of the body was sent, and which the server has begun to read. */
    RawHttp beginPost(int contentLength, String part) {
        RawHttp post = endpoint.begin(Request.of("POST", target())
                .with("Content-Type", "text/plain;charset=UTF-8")
                .with("Expect", "100-continue")
                .with("Content-Length", Integer.toString(contentLength)));
        assertThat(post.answer()).hasStatus(100);
        return post.write(part);
    }

    /** The WebSocket with which a client tries to upgrade this session. */
    RawWebSocket openUpgrade() {
        return RawWebSocket.open(endpoint, endpoint.webSocket(sid()));
    }

    @Override
    public void send(String... packets) {
        assertThat(post(format.join(packets))).hasStatus(200).hasText("ok");
    }

    /**
     * Sends packets and gives the application, which may run on threads of its own, time to answer them: so that all of
     * its answers wait for the next poll together. Nothing on the wire tells that they do, so that a test which needs
     * this is tried again when it comes too early.
     */
    void sendAndLetAnswersQueue(String... packets) {
        send(packets);
        endpoint.letEarlierRequestsArrive();
    }

    @Override
    public String receive() {
        while (true) {
            while (received.isEmpty()) {
                Answer answer = poll();
                assertThat(answer).hasStatus(200);
                received.addAll(packets(answer));
            }
            String packet = received.remove();
            if (endpoint.revision() == 3 || !packet.equals("2")) {
                return packet;
            }
            send("3");
        }
    }

    /** The session is closed once a GET is answered with a close packet, or its id is unknown. */
    @Override
    public void awaitClosed() {
        for (Answer answer = poll(); answer.status() == 200; answer = poll()) {
            List<String> packets = packets(answer);
            if (packets.get(packets.size() - 1).equals("1")) {
                break;
            }
        }
        assertUnknown();
    }

    /** Fails unless the server has forgotten this session. */
    void assertUnknown() {
        assertThat(poll()).isError(EngineError.UNKNOWN_SID);
    }

    /** Fails unless a message makes its way to the application and back. */
    void assertEchoes() {
        send("4still here");
        assertThat(receive()).isEqualTo("4still here");
    }

    @Override
    public void close() {
        // a session that is left alone ends with its heartbeat
    }
}
