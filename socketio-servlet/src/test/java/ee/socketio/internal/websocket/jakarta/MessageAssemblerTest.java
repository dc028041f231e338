package ee.socketio.internal.websocket.jakarta;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class MessageAssemblerTest {

    private static final int LIMIT = 10;

    private final MessageAssembler assembler = new MessageAssembler(LIMIT);

    @Test
    void textIsPutTogether() {
        assertThat(assembler.addText("4he")).isTrue();
        assertThat(assembler.addText("")).isTrue();
        assertThat(assembler.addText("llo")).isTrue();

        assertThat(assembler.takeText()).isEqualTo("4hello");
    }

    @Test
    void binaryIsPutTogether() {
        assertThat(assembler.addBinary(bytes(1, 2))).isTrue();
        assertThat(assembler.addBinary(bytes())).isTrue();
        assertThat(assembler.addBinary(bytes(3))).isTrue();

        assertThat(assembler.takeBinary()).containsExactly(1, 2, 3);
    }

    @Test
    void nothingIsAMessageToo() {
        assembler.addText("");
        assertThat(assembler.takeText()).isEmpty();
        assembler.addBinary(bytes());
        assertThat(assembler.takeBinary()).isEmpty();
    }

    @Test
    void oneMessageDoesNotLeakIntoTheNext() {
        assembler.addText("one");
        assembler.takeText();
        assembler.addText("two");
        assertThat(assembler.takeText()).isEqualTo("two");

        assembler.addBinary(bytes(1));
        assembler.takeBinary();
        assembler.addBinary(bytes(2));
        assertThat(assembler.takeBinary()).containsExactly(2);
    }

    @Test
    void onlyTheRestOfABufferIsTaken() {
        ByteBuffer buffer = ByteBuffer.wrap(new byte[] {1, 2, 3, 4}, 1, 2);

        assembler.addBinary(buffer);

        assertThat(assembler.takeBinary()).containsExactly(2, 3);
    }

    /** Containers use it again for the next part. */
    @Test
    void theBufferIsCopied() {
        byte[] array = {1, 2};
        assembler.addBinary(ByteBuffer.wrap(array));
        array[0] = 99;

        assertThat(assembler.takeBinary()).containsExactly(1, 2);
    }

    @Test
    void aMessageMayBeAsLongAsTheLimit() {
        assertThat(assembler.addText("x".repeat(LIMIT))).isTrue();
        assertThat(assembler.takeText()).hasSize(LIMIT);

        assertThat(assembler.addBinary(ByteBuffer.allocate(LIMIT - 1))).isTrue();
        assertThat(assembler.addBinary(ByteBuffer.allocate(1))).isTrue();
        assertThat(assembler.takeBinary()).hasSize(LIMIT);
    }

    @Test
    void oneByteMoreIsTooMuch() {
        assertThat(assembler.addText("x".repeat(LIMIT + 1))).isFalse();
        MessageAssembler other = new MessageAssembler(LIMIT);
        assertThat(other.addBinary(ByteBuffer.allocate(LIMIT))).isTrue();
        assertThat(other.addBinary(ByteBuffer.allocate(1))).isFalse();
    }

    @Test
    void theLimitIsForEachMessage() {
        for (int i = 0; i < 100; i++) {
            assertThat(assembler.addText("x".repeat(LIMIT))).isTrue();
            assembler.takeText();
            assertThat(assembler.addBinary(ByteBuffer.allocate(LIMIT))).isTrue();
            assembler.takeBinary();
        }
    }

    @Test
    void theLimitCountsBytesAndNotCharacters() {
        assertThat(assembler.addText("€€€")).isTrue();
        assertThat(assembler.addText("x")).isTrue();
        assertThat(assembler.addText("x")).isFalse();
    }

    @Test
    void aCharacterOfTwoUnitsCountsItsFourBytesEvenIfItComesInTwoParts() {
        String pair = "😀";
        for (int i = 0; i < 2; i++) {
            assertThat(assembler.addText(pair.substring(0, 1))).isTrue();
            assertThat(assembler.addText(pair.substring(1))).isTrue();
        }
        assertThat(assembler.addText("xxx")).as("11 bytes").isFalse();
    }

    @Test
    void whatIsTooMuchStaysTooMuch() {
        assembler.addText("x".repeat(LIMIT + 1));

        assertThat(assembler.addText("x")).isFalse();
        assertThat(assembler.addText("")).isFalse();
        assertThat(assembler.addBinary(bytes(1))).isFalse();
    }

    @Test
    void whatWasTooMuchIsForgotten() {
        assembler.addText("x".repeat(LIMIT));
        assembler.addText("x");
        assertThat(assembler.takeText()).isEmpty();

        MessageAssembler other = new MessageAssembler(LIMIT);
        other.addBinary(ByteBuffer.allocate(LIMIT));
        other.addBinary(bytes(1));
        assertThat(other.takeBinary()).isEmpty();
    }

    /** GHSA-96hv-2xvq-fx4p: many tiny fragments. */
    @Test
    @Timeout(10)
    void aMegabyteInPartsOfOneByteStaysWithinItsTime() {
        int limit = 1_000_000;
        MessageAssembler large = new MessageAssembler(limit);
        for (int i = 0; i < limit; i++) {
            assertThat(large.addText("x")).isTrue();
        }
        assertThat(large.addText("x")).isFalse();

        MessageAssembler binary = new MessageAssembler(limit);
        for (int i = 0; i < limit; i++) {
            assertThat(binary.addBinary(bytes(1))).isTrue();
        }
        assertThat(binary.addBinary(bytes(1))).isFalse();
    }

    @Test
    void aLimitOfMoreThanTwoGigabytesIsNoOverflow() {
        MessageAssembler huge = new MessageAssembler(Integer.MAX_VALUE);

        assertThat(huge.addText("x")).isTrue();
        assertThat(huge.takeText()).isEqualTo("x");
    }

    @Test
    void textIsWhatWasSent() {
        String text = "4é€😀";
        MessageAssembler large = new MessageAssembler(text.getBytes(StandardCharsets.UTF_8).length);
        for (int i = 0; i < text.length(); i++) {
            large.addText(text.substring(i, i + 1));
        }

        assertThat(large.takeText()).isEqualTo(text);
    }

    private static ByteBuffer bytes(int... values) {
        ByteBuffer buffer = ByteBuffer.allocate(values.length);
        for (int value : values) {
            buffer.put((byte) value);
        }
        return buffer.flip();
    }
}
