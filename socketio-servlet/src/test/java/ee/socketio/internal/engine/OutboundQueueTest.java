package ee.socketio.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.internal.engine.Transport.Batch;
import ee.socketio.internal.engine.codec.Message;
import ee.socketio.internal.engine.codec.Packet;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboundQueueTest {

    private static final int EACH = OutboundQueue.PACKET_BYTES;

    private final OutboundQueue queue = new OutboundQueue(10 + 2 * EACH);

    @Test
    void itIsEmptyAtFirst() {
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.bytes()).isZero();
    }

    @Test
    void itGivesEverythingInOrderAsOneBatch() {
        queue.add(bytes(1));
        queue.add(Message.of(Packet.message("a"), Packet.message(new byte[] {1})));
        queue.add(Message.of(Packet.message("b")));

        Batch batch = queue.takeAll();

        assertThat(batch.packets()).extracting(Packet::wire).containsExactly("bAA==", "4a", "bAQ==", "4b");
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void oneMessageIsABatchOfItsOwn() {
        Message message = Message.of(List.of(Packet.message("a"), Packet.message("b")), false);
        queue.offer(message);

        Batch batch = queue.takeAll();

        assertThat(batch.packets()).isEqualTo(message.packets());
        assertThat(batch.compress()).isFalse();
    }

    @Test
    void aBatchIsCompressedIfAnyOfItsMessagesMayBe() {
        queue.offer(Message.of(List.of(Packet.message("a")), false));
        queue.offer(Message.of(List.of(Packet.message("b")), true));
        assertThat(queue.takeAll().compress()).isTrue();
        queue.written();

        queue.offer(Message.of(List.of(Packet.message("a")), false));
        queue.offer(Message.of(List.of(Packet.message("b")), false));
        assertThat(queue.takeAll().compress()).isFalse();
    }

    @Test
    void itTakesMessagesUpToTheBound() {
        assertThat(queue.offer(bytes(6))).isTrue();
        assertThat(queue.offer(bytes(4))).isTrue();
        assertThat(queue.offer(bytes(1))).isFalse();
        assertThat(queue.bytes()).isEqualTo(10 + 2 * EACH);
    }

    /** Tiny packets cost more than their bytes: many of them must not get past the bound. */
    @Test
    void everyPacketCountsMoreThanItsBytes() {
        queue.offer(Message.of(Packet.message("a"), Packet.message(new byte[0])));

        assertThat(queue.bytes()).isEqualTo(2 + 2 * EACH);
        assertThat(queue.offer(bytes(9))).isFalse();
    }

    @Test
    void aRefusalNamesTheOptionItsValueAndWhatWaits() {
        queue.offer(bytes(10));

        assertThat(queue.refusal(bytes(3)))
                .isEqualTo("the client is too slow: 138 bytes wait for it, and 131 more would exceed maxOutboundBytes,"
                        + " which is 266");
    }

    @Test
    void itKnowsHowManyMessagesHaveLeft() {
        assertThat(queue.isDrained()).isTrue();
        queue.offer(bytes(1));
        queue.takeAll();
        queue.offer(bytes(1));

        assertThat(queue.written()).isTrue();

        assertThat(queue.left()).isEqualTo(1);
        assertThat(queue.last()).isEqualTo(2);
        assertThat(queue.isDrained()).isFalse();
        queue.takeAll();
        assertThat(queue.written()).isTrue();
        assertThat(queue.isDrained()).isTrue();
        assertThat(queue.written()).isFalse();
    }

    @Test
    void whatHasLeftIsStillKeptUntilTheTransportSaysSo() {
        queue.offer(bytes(1));
        Batch batch = queue.takeAll();

        assertThat(queue.left(batch.position())).isTrue();

        assertThat(queue.isDrained()).isTrue();
        assertThat(queue.bytes()).isEqualTo(1 + EACH);
        assertThat(queue.left(batch.position())).isFalse();
    }

    @Test
    void whatIsOnItsWayCountsUntilItWasWritten() {
        queue.offer(bytes(10 + EACH));
        queue.takeAll();
        assertThat(queue.bytes()).isEqualTo(10 + 2 * EACH);
        assertThat(queue.offer(bytes(1))).isFalse();

        queue.written();

        assertThat(queue.bytes()).isZero();
        assertThat(queue.offer(bytes(10))).isTrue();
    }

    @Test
    void onlyTheBatchThatWasTakenIsWritten() {
        queue.offer(bytes(4));
        queue.takeAll();
        queue.offer(bytes(5));

        queue.written();

        assertThat(queue.bytes()).isEqualTo(5 + EACH);
        queue.written();
        assertThat(queue.bytes()).isEqualTo(5 + EACH);
    }

    @Test
    void aMessageOfAnySizeFitsIntoAnEmptyQueue() {
        assertThat(queue.offer(bytes(1_000))).isTrue();
    }

    @Test
    void aMessageOfNoBytesDoesNotMakeTheQueueEmptier() {
        queue.offer(bytes(0));

        assertThat(queue.isEmpty()).isFalse();
        assertThat(queue.takeAll().packets()).hasSize(1);
    }

    @Test
    void clearForgetsEverything() {
        queue.offer(bytes(4));
        queue.takeAll();
        queue.offer(bytes(4));

        queue.clear();

        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.bytes()).isZero();
        queue.written();
        assertThat(queue.bytes()).isZero();
    }

    private static Message bytes(int count) {
        return Message.of(Packet.message(new byte[count]));
    }
}
