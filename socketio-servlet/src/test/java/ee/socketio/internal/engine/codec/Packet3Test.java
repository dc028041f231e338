package ee.socketio.internal.engine.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Packet3Test {

    /** PROTOCOL 2.4, as captured. */
    @Test
    void aBinaryFrameBeginsWithTheNumberOfItsType() throws Exception {
        Packet packet = Packet3.decode(new byte[] {4, 1, 2, 3, 4});

        assertThat(packet.type()).isEqualTo(PacketType.MESSAGE);
        assertThat(((Packet.Binary) packet).bytes()).containsExactly(1, 2, 3, 4);
        assertThat(Packet3.bytes((Packet.Binary) packet)).containsExactly(4, 1, 2, 3, 4);
    }

    /** PROTOCOL 2.4, as captured. */
    @Test
    void base64HasTheDigitOfTheTypeAfterTheLetter() throws Exception {
        Packet packet = Packet3.decode("b4AQID");

        assertThat(((Packet.Binary) packet).bytes()).containsExactly(1, 2, 3);
        assertThat(Packet3.text(packet)).isEqualTo("b4AQID");
    }

    @Test
    void aBinaryMessageMayBeEmpty() throws Exception {
        assertThat(((Packet.Binary) Packet3.decode(new byte[] {4})).bytes()).isEmpty();
        assertThat(((Packet.Binary) Packet3.decode("b4")).bytes()).isEmpty();
        assertThat(Packet3.text(Packet.message(new byte[0]))).isEqualTo("b4");
        assertThat(Packet3.bytes((Packet.Binary) Packet.message(new byte[0]))).containsExactly(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"b4AQID\n", "b4AQ\nID", "b4AQ\r\nID\r\n"})
    void lineBreaksInBase64AreForgivenAsInRevisionFour(String wire) throws Exception {
        assertThat(((Packet.Binary) Packet3.decode(wire)).bytes()).containsExactly(1, 2, 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4", "4hello", "4€😀", "2", "2probe", "3probe", "5", "6", "1", "0{}", "4b4AQID"})
    void textIsAsInRevisionFour(String wire) throws Exception {
        assertThat(Packet3.decode(wire)).isEqualTo(Packet.decode(wire));
        assertThat(Packet3.text(Packet.decode(wire))).isEqualTo(wire);
    }

    @Test
    void thePingOfAProbeIsToldFromOthersByItsData() throws Exception {
        Packet probe = Packet3.decode("2probe");

        assertThat(probe.type()).isEqualTo(PacketType.PING);
        assertThat(((Packet.Text) probe).data()).isEqualTo("probe");
        assertThat(((Packet.Text) Packet3.decode("2")).data()).isEmpty();
    }

    @Test
    void thePongHasNoData() {
        assertThat(Packet3.text(Packet3.PONG)).isEqualTo("3");
        assertThat(Packet3.PONG.type()).isEqualTo(PacketType.PONG);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "x", "b", "bAQID", "b3", "b9AQID", "bb4AQID", "b4*", "b4A", "B4AQID", "b٤"})
    void otherTextIsMalformed(String wire) {
        assertThatThrownBy(() -> Packet3.decode(wire)).isInstanceOf(MalformedPacketException.class);
    }

    @ParameterizedTest
    @ValueSource(bytes = {0, 1, 2, 3, 5, 6, 7, '4', -1, -124})
    void aBinaryFrameOfAnotherTypeIsMalformed(byte type) {
        assertThatThrownBy(() -> Packet3.decode(new byte[] {type, 1, 2}))
                .isInstanceOf(MalformedPacketException.class)
                .hasMessage("binary packet that is not a message");
    }

    @Test
    void aBinaryFrameWithoutAnythingIsMalformed() {
        assertThatThrownBy(() -> Packet3.decode(new byte[0]))
                .isInstanceOf(MalformedPacketException.class)
                .hasMessage("empty packet");
    }
}
