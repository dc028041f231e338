package ee.socketio.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a client receives when it is back: PROTOCOL 3.10. */
class RecoveryMissedTest {
    private final ServerRig rig = Visitor.server();
    private final Visitor visitor = Visitor.in(rig);

    @Test
    void anEventHasItsOffsetAsItsLastArgument() {
        visitor.socket().emit("one", 1);
        rig.io.emit("all");

        List<String> messages = visitor.client().received();

        assertThat(messages.get(0)).matches("2\\[\"one\",1,\"[\\w-]{8}\\.[0-9a-z]+\"]");
        assertThat(messages.get(1)).matches("2\\[\"all\",\"[\\w-]{8}\\.[0-9a-z]+\"]");
    }

    @Test
    void volatileEventsAndThoseWithAcksHaveNoOffsetAndAreNotRepeated() {
        Socket socket = visitor.socket();
        socket.asVolatile().emit("v", 1);
        rig.io.asVolatile().emit("v", 2);
        var unused = socket.emitWithAck("a", 3);
        var unusedToo = rig.io.timeout(Duration.ofSeconds(1)).emitWithAck("a", 4);

        assertThat(visitor.client().received())
                .containsExactly("2[\"v\",1]", "2[\"v\",2]", "20[\"a\",3]", "21[\"a\",4]");

        visitor.drop();
        rig.io.asVolatile().emit("v", 5);
        var unusedAsWell = rig.io.timeout(Duration.ofSeconds(1)).emitWithAck("a", 6);
        assertThat(visitor.comeBack()).isEmpty();
        assertThat(visitor.recovered()).isTrue();
    }

    @Test
    void whatWasMissedComesInOrderAheadOfTheConfirmation() {
        rig.io.emit("seen", 1);
        visitor.events();
        visitor.drop();
        rig.io.emit("missed", 2);
        rig.io.emit("missed", 3);

        assertThat(visitor.comeBack()).containsExactly("2[\"missed\",2]", "2[\"missed\",3]");

        assertThat(visitor.recovered()).isTrue();
        rig.io.emit("seen", 4);
        assertThat(visitor.events()).containsExactly("2[\"seen\",4]");
    }

    @Test
    void aClientThatHadReceivedNothingIsRecoveredToo() {
        visitor.drop();
        rig.io.emit("missed", 1);

        assertThat(visitor.offset()).isNull();
        assertThat(visitor.comeBack()).containsExactly("2[\"missed\",1]");
        assertThat(visitor.recovered()).isTrue();
    }

    @Test
    void whatWasSentIntoADeadConnectionComesAgain() {
        rig.io.emit("seen", 1);
        visitor.events();
        rig.io.emit("lost", 2);
        visitor.client().received();
        visitor.drop();
        rig.io.emit("lost", 3);

        assertThat(visitor.comeBack()).containsExactly("2[\"lost\",2]", "2[\"lost\",3]");
    }

    @Test
    void theReplayIsOfWhatWasMeantForTheClient() {
        Visitor other = Visitor.in(rig);
        LocalSocket socket = visitor.socket();
        socket.join("red");
        socket.join("quiet");
        visitor.drop();
        rig.io.to("red").emit("red");
        rig.io.to("blue").emit("blue");
        rig.io.except("quiet").emit("loud");
        rig.io.to("red").except("quiet").emit("red and loud");
        rig.io.to(visitor.id()).emit("to its id");
        rig.io.to(other.id()).emit("to another");
        socket.emit("by its old socket");
        socket.broadcast().emit("to others");
        other.socket().broadcast().emit("by another");
        rig.io.to("blue", "red").emit("both");

        assertThat(visitor.comeBack())
                .containsExactly(
                        "2[\"red\"]",
                        "2[\"to its id\"]",
                        "2[\"by its old socket\"]",
                        "2[\"by another\"]",
                        "2[\"both\"]");
        assertThat(other.events())
                .contains("2[\"to others\"]", "2[\"to another\"]")
                .doesNotContain("2[\"red\"]");
    }

    @Test
    void whatWasSaidInARoomBeforeTheClientCameInIsNotForIt() {
        rig.io.to("red").emit("before");
        visitor.socket().join("red");
        rig.io.to("red").emit("after");
        visitor.client().received();
        visitor.drop();

        assertThat(visitor.comeBack()).containsExactly("2[\"after\"]");
    }

    @Test
    void whoJoinsAnExcludedRoomLaterStillGetsWhatWasSaidBefore() {
        rig.io.except("quiet").emit("before");
        visitor.socket().join("quiet");
        rig.io.except("quiet").emit("after");
        visitor.client().received();
        visitor.drop();

        assertThat(visitor.comeBack()).containsExactly("2[\"before\"]");
    }

    @Test
    void severalDropsInARowCostNothing() {
        visitor.socket().join("red");
        visitor.drop();
        rig.io.to("red").emit("missed", 1);
        visitor.reopen();
        visitor.request("{\"pid\":\"" + visitor.privateId() + "\"}");
        visitor.client().received(); // lost on the way
        visitor.drop();
        rig.io.emit("missed", 2);
        visitor.reopen();
        visitor.drop(); // before it asked for anything
        visitor.reopen();
        visitor.request("{\"pid\":\"" + visitor.privateId() + "\"}");
        visitor.drop();
        rig.io.to("red").emit("missed", 3);

        assertThat(visitor.comeBack()).containsExactly("2[\"missed\",1]", "2[\"missed\",2]", "2[\"missed\",3]");
        assertThat(visitor.recovered()).isTrue();
    }

    @Test
    void binaryEventsAreRepeatedWithTheirAttachments() {
        visitor.drop();
        rig.io.emit("bytes", new byte[] {1, 2}, "x");
        rig.io.emit("text");

        List<String> missed = visitor.comeBack();

        assertThat(missed).hasSize(3);
        assertThat(missed.get(0)).isEqualTo("51-[\"bytes\",{\"_placeholder\":true,\"num\":0},\"x\"]");
        assertThat(missed.get(1)).isEqualTo("[1, 2]");
        assertThat(missed.get(2)).isEqualTo("2[\"text\"]");
    }

    @Test
    void anArgumentThatCannotBeWrittenHarmsNobodyElse() {
        List<Object> endless = new ArrayList<>();
        endless.add(endless);

        assertThatThrownBy(() -> rig.io.emit("bad", endless)).isInstanceOfAny(RuntimeException.class, Error.class);
        rig.io.emit("good");

        assertThat(visitor.events()).containsExactly("2[\"good\"]");
    }
}
