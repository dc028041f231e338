package ee.socketio.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ee.socketio.spi.BroadcastTarget.Flags;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The records that parsers and adapters see. */
class PacketsTest {

    @Test
    void anEventHasAListOfNameAndArguments() {
        Packet event = Packet.event("/a", List.of("x", 1));

        assertThat(event).isEqualTo(new Packet(PacketType.EVENT, "/a", null, List.of("x", 1)));
        assertThat(event.list()).containsExactly("x", 1);
    }

    @Test
    void aPacketWithoutAListHasAnEmptyOne() {
        assertThat(new Packet(PacketType.CONNECT, "/", null, Map.of("sid", "x")).list())
                .isEmpty();
        assertThat(new Packet(PacketType.ACK, "/", 1L, null).list()).isEmpty();
    }

    @Test
    void anEncodedPacketNeedsAMessage() {
        assertThatIllegalArgumentException().isThrownBy(() -> new EncodedPacket(null, List.of()));
        assertThat(new EncodedPacket(null, List.of(new byte[0])).binaries()).hasSize(1);
        assertThat(new EncodedPacket("", List.of()).text()).isEmpty();
    }

    @Test
    void anEncodedPacketDoesNotChangeWithTheListItWasMadeOf() {
        List<byte[]> attachments = new ArrayList<>(List.of(new byte[] {1}));
        EncodedPacket packet = new EncodedPacket("5", attachments);

        attachments.clear();

        assertThat(packet.binaries()).containsExactly(new byte[] {1});
    }

    @Test
    void aTargetDoesNotChangeWithTheSetsItWasMadeOf() {
        Set<String> rooms = new HashSet<>(Set.of("one"));
        Set<String> except = new HashSet<>(Set.of("two"));
        BroadcastTarget target = new BroadcastTarget(rooms, except, Flags.NONE);

        rooms.clear();
        except.clear();

        assertThat(target.rooms()).containsExactly("one");
        assertThat(target.except()).containsExactly("two");
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> target.rooms().add("three"));
    }

    @Test
    void withoutFlagsAPacketIsReliableCompressedAndForTheWholeCluster() {
        assertThat(Flags.NONE).isEqualTo(new Flags(false, true, false, null));
    }

    @Test
    void aPlaceholderIsTheJsonOfTheProtocol() {
        List<byte[]> added = new ArrayList<>();
        JsonMapper.Attachments attachments = bytes -> {
            added.add(bytes);
            return added.size() - 1;
        };

        assertThat(attachments.placeholder(new byte[] {1})).isEqualTo("{\"_placeholder\":true,\"num\":0}");
        assertThat(attachments.placeholder(new byte[] {2})).isEqualTo("{\"_placeholder\":true,\"num\":1}");
        assertThat(added).containsExactly(new byte[] {1}, new byte[] {2});
    }

    @Test
    void aMalformedPacketHasAMessageAndNoStackTrace() {
        assertThat(new MalformedPacketException("unknown packet type 7").getStackTrace())
                .isEmpty();
        assertThat(new MalformedPacketException("unknown packet type 7")).hasMessage("unknown packet type 7");
    }
}
