package ee.socketio.internal.polling;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.engine.TransportName;
import ee.socketio.internal.engine.Transport;
import ee.socketio.internal.engine.codec.Packet;
import ee.socketio.internal.engine.codec.PacketType;
import ee.socketio.internal.polling.PollingRig.Exchange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** GET requests: PROTOCOL 1.8. */
class PollingTransportTest {

    private static final String UNKNOWN = "400 {\"code\":1,\"message\":\"Session ID unknown\"}";
    private static final String BAD_REQUEST = "400 {\"code\":3,\"message\":\"Bad request\"}";

    private final PollingRig rig = new PollingRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void itIsPolling() {
        assertThat(rig.transport().transportName()).isEqualTo(TransportName.POLLING);
    }

    @Test
    void aPollIsHeldUntilThereIsSomethingToSend() {
        Exchange poll = rig.poll();
        assertThat(poll.answered()).isFalse();

        rig.send("hello");

        assertThat(poll.answer()).isEqualTo("200 4hello");
    }

    @Test
    void aPollThatFindsMessagesIsAnsweredAtOnceWithAllOfThem() {
        rig.send("a");
        rig.send("b");

        assertThat(rig.poll().answer()).isEqualTo("200 4a\u001e4b");
    }

    @Test
    void whatAPollTakesIsFlushedWhenItsBodyWasWritten() {
        rig.send("a");
        var flushed = rig.session.flushed().toCompletableFuture();
        assertThat(flushed).isNotDone();

        rig.poll();

        assertThat(flushed).isCompleted();
    }

    @Test
    void whatAPollTakesIsShownToWhoeverWatchesAndSoIsTheFarewell() {
        List<String> seen = new ArrayList<>();
        rig.onPacket((socket, direction, type, bytes) -> seen.add(direction + " " + type + " " + bytes));
        rig.send("a");
        rig.poll();
        rig.poll();
        rig.post("4b");

        rig.session.close();

        assertThat(seen).containsExactly("OUT MESSAGE 2", "IN MESSAGE 2", "OUT CLOSE 1");
    }

    @Test
    void aSecondPollEndsTheSessionAndBothAreAnswered() {
        Exchange first = rig.poll();

        Exchange second = rig.poll();

        assertThat(first.answer()).isEqualTo("200 1");
        assertThat(second.answer()).isEqualTo("400");
        assertThat(rig.heard).containsExactly("close transport error: overlap from client");
        assertThat(rig.poll().answer()).isEqualTo(UNKNOWN);
    }

    @Test
    void aPollThatTheClientAbortsEndsTheSession() throws IOException {
        Exchange poll = rig.poll();

        poll.request().async().fail(new IOException("reset"));

        assertThat(rig.heard).containsExactly("close transport error: poll connection closed prematurely");
        assertThat(poll.answered()).isTrue();
    }

    /** Tomcat gives up what is held by an application that stops, before its servlets hear of it. */
    @Test
    void aPollThatTheContainerGivesUpSaysGoodbyeAndTheSessionEndsAsItIsTold() throws IOException {
        Exchange poll = rig.poll();

        poll.request().async().expire();

        assertThat(poll.answer()).isEqualTo("200 1");
        assertThat(rig.heard).isEmpty();
        rig.session.discard();
        assertThat(rig.heard).containsExactly("close forced close");
    }

    /** What was in the answer is lost: the client must notice. */
    @Test
    void aPollWhoseAnswerCannotBeWrittenEndsTheSession() {
        Exchange poll = rig.poll();
        poll.response().breakDown();

        rig.send("lost");

        assertThat(rig.heard).containsExactly("close transport error: poll connection closed prematurely");
    }

    @Test
    void aPollIsNoLongerTheSessionsConcernAfterItsAnswer() throws IOException {
        Exchange poll = rig.poll();
        rig.send("a");

        poll.request().async().fail(new IOException("reset"));

        assertThat(rig.heard).isEmpty();
        assertThat(rig.session.isOpen()).isTrue();
    }

    @Test
    void theServersCloseAnswersAHeldPoll() {
        Exchange poll = rig.poll();

        rig.session.close();

        assertThat(poll.answer()).isEqualTo("200 1");
        assertThat(rig.poll().answer()).isEqualTo(UNKNOWN);
    }

    @Test
    void theServersCloseAnswersTheNextPoll() {
        rig.session.close();

        assertThat(rig.poll().answer()).isEqualTo("200 6\u001e1");
    }

    @Test
    void aPollThatComesAfterAnUpgradeIsABadRequest() {
        Transport webSocket = new SilentWebSocket();
        rig.session.probe(webSocket);
        rig.session.onPacket(webSocket, Packet.text(PacketType.UPGRADE, ""));

        assertThat(rig.poll().answer()).isEqualTo(BAD_REQUEST);
        assertThat(rig.post("4a").answer()).isEqualTo(BAD_REQUEST);
        assertThat(rig.heard).isEmpty();
    }

    @Test
    void aPollThatIsHeldWhileTheClientUpgradesIsAnsweredWithAClosePacket() {
        Exchange poll = rig.poll();
        Transport webSocket = new SilentWebSocket();
        rig.session.probe(webSocket);

        rig.session.onPacket(webSocket, Packet.text(PacketType.UPGRADE, ""));

        assertThat(poll.answer()).isEqualTo("200 1");
    }

    @Test
    void closingTwiceAnswersOnce() {
        Exchange poll = rig.poll();

        rig.transport().close(List.of(Packet.NOOP));
        rig.transport().close(List.of(Packet.CLOSE));

        assertThat(poll.answer()).isEqualTo("200 6");
    }

    @Test
    void aPollIsRefusedIfItsTransportEndsWithoutAFarewell() {
        Exchange poll = rig.poll();

        rig.transport().close(List.of());

        assertThat(poll.answer()).isEqualTo(BAD_REQUEST);
    }

    /** A WebSocket that the session may write to and that does nothing. */
    private static final class SilentWebSocket implements Transport {
        @Override
        public TransportName transportName() {
            return TransportName.WEBSOCKET;
        }

        @Override
        public void write(Batch batch) {}

        @Override
        public void close(List<Packet> farewell) {}
    }
}
