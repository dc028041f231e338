package ee.socketio.internal.engine.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RevisionTest {

    private static final Packet.Binary BINARY = (Packet.Binary) Packet.message(new byte[] {1, 2});

    @Test
    void theClientNamesItsRevision() {
        assertThat(Revision.of("3")).isEqualTo(Revision.V3);
        assertThat(Revision.of("4")).isEqualTo(Revision.V4);
        assertThat(Revision.V3.number()).isEqualTo(3);
        assertThat(Revision.V4.number()).isEqualTo(4);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "2", "5", "03", "4 ", "3.0", "V3"})
    void nothingElseIsOne(String parameter) {
        assertThat(Revision.of(parameter)).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void textIsTheSameInBoth(Revision revision) throws MalformedPacketException {
        assertThat(revision.frame(Packet.message("€"), false)).isEqualTo("4€");
        assertThat(revision.frame(Packet.message("€"), true)).isEqualTo("4€");
        assertThat(revision.decode("4€")).isEqualTo(Packet.message("€"));
    }

    @Test
    void bytesHaveTheirTypeBeforeThemInTheOlderOne() throws MalformedPacketException {
        assertThat(Revision.V3.frame(BINARY, false)).isEqualTo(new byte[] {4, 1, 2});
        assertThat(Revision.V4.frame(BINARY, false)).isEqualTo(new byte[] {1, 2});
        assertThat(((Packet.Binary) Revision.V3.decode(new byte[] {4, 1, 2})).bytes())
                .containsExactly(1, 2);
        assertThat(((Packet.Binary) Revision.V4.decode(new byte[] {4, 1, 2})).bytes())
                .containsExactly(4, 1, 2);
    }

    @Test
    void base64HasItsTypeBeforeItInTheOlderOne() throws MalformedPacketException {
        assertThat(Revision.V3.frame(BINARY, true)).isEqualTo("b4AQI=");
        assertThat(Revision.V4.frame(BINARY, true)).isEqualTo("bAQI=");
        assertThat(((Packet.Binary) Revision.V3.decode("b4AQI=")).bytes()).containsExactly(1, 2);
        assertThat(((Packet.Binary) Revision.V4.decode("bAQI=")).bytes()).containsExactly(1, 2);
    }

    @Test
    void bytesOfAnotherTypeThanAMessageAreMalformedInTheOlderOne() {
        assertThatThrownBy(() -> Revision.V3.decode(new byte[] {3, 1})).isInstanceOf(MalformedPacketException.class);
        assertThatThrownBy(() -> Revision.V3.decode(new byte[0])).isInstanceOf(MalformedPacketException.class);
    }

    @Test
    void theFrameOfABroadcastIsMadeOnceForAllOldClients() {
        Object first = Revision.V3.frame(BINARY, false);

        assertThat(Revision.V3.frame(BINARY, false)).isSameAs(first);
    }
}
