package ee.socketio.it.wire;

import static ee.socketio.it.wire.WireAssertions.assertThat;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** A session that was opened over HTTP long-polling; every request has a connection of its own. */
final class PollingSession implements EngineSession {

    /** What separates the packets of a payload. */
    static final String SEPARATOR = "\u001e";

    private final Endpoint endpoint;
    private final OpenPacket open;
    private final Deque<String> received = new ArrayDeque<>();

    private PollingSession(Endpoint endpoint, OpenPacket open) {
        this.endpoint = endpoint;
        this.open = open;
    }

    static PollingSession open(Endpoint endpoint) {
        Answer answer = endpoint.get(endpoint.polling());
        assertThat(answer).hasStatus(200);
        return new PollingSession(endpoint, OpenPacket.parse(answer.text()));
    }

    @Override
    public String sid() {
        return open.sid();
    }

    String target() {
        return endpoint.polling(sid());
    }

    /** A GET and its answer. */
    Answer poll() {
        return endpoint.get(target());
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
        assertThat(connection.exchange(Request.get(endpoint.polling("no-such-session"))))
                .hasStatus(400);
        connection.send(Request.get(target()));
        endpoint.letEarlierRequestsArrive();
        return connection;
    }

    Answer post(String payload) {
        return endpoint.exchange(Request.post(target(), payload));
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
        assertThat(post(String.join(SEPARATOR, packets))).hasStatus(200).hasText("ok");
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
                received.addAll(Arrays.asList(answer.text().split(SEPARATOR, -1)));
            }
            String packet = received.remove();
            if (!packet.equals("2")) {
                return packet;
            }
            send("3");
        }
    }

    /** The session is closed once a GET is answered with a close packet, or its id is unknown. */
    @Override
    public void awaitClosed() {
        for (Answer answer = poll(); answer.status() == 200; answer = poll()) {
            if (answer.text().equals("1") || answer.text().endsWith(SEPARATOR + "1")) {
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
