package ee.socketio.internal.engine.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PacketTest {

    @ParameterizedTest
    @CsvSource({
        "0, OPEN",
        "1, CLOSE",
        "2, PING",
        "3, PONG",
        "4, MESSAGE",
        "5, UPGRADE",
        "6, NOOP",
    })
    void theSevenTypesHaveTheirDigits(String digit, PacketType type) throws Exception {
        Packet packet = Packet.decode(digit);

        assertThat(packet.type()).isEqualTo(type);
        assertThat(type.digit()).isEqualTo(digit.charAt(0));
        assertThat(packet.wire()).isEqualTo(digit);
        assertThat(Packet.text(type, "").wire()).isEqualTo(digit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "€😀", "2[\"a\"]", "\u001e", "\u0000", "b", "4", "\ud800"})
    void aTextPacketIsItsDigitAndItsData(String data) throws Exception {
        Packet packet = Packet.decode("4" + data);

        assertThat(packet).isEqualTo(Packet.message(data));
        assertThat(((Packet.Text) packet).data()).isEqualTo(data);
        assertThat(packet.wire()).isEqualTo("4" + data);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "8", "9", "a", "B", "/", ":", " 4", "\u001e4", "-1", "٤", "４", "\ud83d\ude00"})
    void whatBeginsWithNoTypeIsMalformed(String wire) {
        assertThatThrownBy(() -> Packet.decode(wire)).isInstanceOf(MalformedPacketException.class);
    }

    @Test
    void aBinaryPacketIsAnLetterAndBase64() throws Exception {
        Packet packet = Packet.decode("bAQIDBA==");

        assertThat(packet.type()).isEqualTo(PacketType.MESSAGE);
        assertThat(((Packet.Binary) packet).bytes()).containsExactly(1, 2, 3, 4);
        assertThat(Packet.message(new byte[] {1, 2, 3, 4}).wire()).isEqualTo("bAQIDBA==");
    }

    @Test
    void aBinaryPacketMayBeEmpty() throws Exception {
        assertThat(Packet.message(new byte[0]).wire()).isEqualTo("b");
        assertThat(((Packet.Binary) Packet.decode("b")).bytes()).isEmpty();
    }

    @Test
    void missingPaddingIsForgiven() throws Exception {
        assertThat(((Packet.Binary) Packet.decode("bAQIDBA")).bytes()).containsExactly(1, 2, 3, 4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bAQID\n", "bAQ\nID", "bAQ\r\nID\r\n"})
    void lineBreaksAreForgivenBecauseTheJavaClientSendsThem(String wire) throws Exception {
        assertThat(((Packet.Binary) Packet.decode(wire)).bytes()).containsExactly(1, 2, 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bA", "b*", "bAQID=", "b AQID", "bAQI=AQI=", "b=", "bé", "b-_-_"})
    void whatIsNotBase64IsMalformed(String wire) {
        assertThatThrownBy(() -> Packet.decode(wire))
                .isInstanceOf(MalformedPacketException.class)
                .hasMessage("bad base64");
    }

    /** Clients can cause any number of these. */
    @Test
    void aMalformedPacketCostsNoStackTrace() {
        assertThatThrownBy(() -> Packet.decode("x"))
                .extracting(Throwable::getStackTrace)
                .isEqualTo(new StackTraceElement[0]);
    }

    @Test
    void theConstantsAreTheControlPackets() {
        assertThat(Packet.PING.wire()).isEqualTo("2");
        assertThat(Packet.CLOSE.wire()).isEqualTo("1");
        assertThat(Packet.NOOP.wire()).isEqualTo("6");
        assertThat(Packet.PROBE_ANSWER.wire()).isEqualTo("3probe");
    }

    @Test
    void theSizeOfTextIsItsBytesWithTheType() {
        assertThat(Packet.message("").size()).isEqualTo(1);
        assertThat(Packet.message("abc").size()).isEqualTo(4);
        assertThat(Packet.message("€").size()).isEqualTo(4);
        assertThat(Packet.message("😀").size()).isEqualTo(5);
    }

    @Test
    void theSizeOfBinaryIsItsBytes() {
        assertThat(Packet.message(new byte[5]).size()).isEqualTo(5);
    }

    @Test
    void nobodyChangesTheBytesThroughAView() {
        Packet.Binary packet = (Packet.Binary) Packet.message(new byte[] {1, 2});
        ByteBuffer view = packet.data();

        assertThatThrownBy(() -> view.put((byte) 9)).isInstanceOf(ReadOnlyBufferException.class);
        view.get();
        assertThat(packet.data().remaining()).isEqualTo(2);
    }

    @Test
    void base64IsMadeOnce() {
        Packet packet = Packet.message(new byte[100]);

        assertThat(packet.wire()).isSameAs(packet.wire());
    }

    @Test
    void theTextOfABinaryPacketDoesNotShowItsContent() {
        assertThat(Packet.message(new byte[] {65, 66, 67})).hasToString("Binary[3 bytes]");
    }

    @Test
    void anyBytesSurviveTheWayThroughBase64() throws Exception {
        Random random = new Random(1);
        for (int length = 0; length < 300; length++) {
            byte[] data = new byte[length];
            random.nextBytes(data);
            String wire = Packet.message(data).wire();

            assertThat(wire).isEqualTo("b" + Base64.getEncoder().encodeToString(data));
            assertThat(((Packet.Binary) Packet.decode(wire)).bytes()).isEqualTo(data);
        }
    }
}
