package ee.socketio.internal.engine.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MessageTest {

    @Test
    void itsSizeIsThatOfItsPackets() {
        assertThat(Message.of(Packet.message("€"), Packet.message(new byte[10])).size())
                .isEqualTo(14);
        assertThat(Message.of(List.of(), true).size()).isZero();
    }

    @Test
    void itMayBeCompressedUnlessSomebodySaysOtherwise() {
        assertThat(Message.of(Packet.NOOP).compress()).isTrue();
        assertThat(Message.of(List.of(Packet.NOOP), false).compress()).isFalse();
    }
}
