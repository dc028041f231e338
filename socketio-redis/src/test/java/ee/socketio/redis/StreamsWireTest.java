package ee.socketio.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.adapter.ClusterMessage;
import ee.socketio.adapter.MessageType;
import ee.socketio.adapter.ValueCodec;
import ee.socketio.spi.MalformedPacketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Entries of the stream, beside what npm's adapter was seen to add. */
class StreamsWireTest {

    private static final String TEXT =
            "{\"packet\":{\"type\":2,\"data\":[\"r\"]},\"opts\":{\"rooms\":[\"room1\"],\"except\":[\"x\"],\"flags\":{}}}";
    private static final String BINARY =
            "gqZwYWNrZXSCpHR5cGUCpGRhdGGSo2JpbsQDAQIDpG9wdHODpXJvb21zkKZleGNlcHSQpWZsYWdzgA==";

    private final StreamsWire wire = new StreamsWire(new ValueCodec(ValueCodec.defaultMapper()));

    private static ClusterMessage broadcast(List<String> rooms, List<String> except, Object... event) {
        Map<String, Object> packet = new LinkedHashMap<>();
        packet.put("type", 2);
        packet.put("data", Arrays.asList(event));
        Map<String, Object> opts = new LinkedHashMap<>();
        opts.put("rooms", rooms);
        opts.put("except", except);
        opts.put("flags", Map.of());
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("packet", packet);
        data.put("opts", opts);
        return new ClusterMessage(MessageType.BROADCAST, "01e8d8715edf6436", "/", data);
    }

    private static Map<String, String> texts(Map<String, byte[]> entry) {
        Map<String, String> texts = new LinkedHashMap<>();
        entry.forEach((name, value) -> texts.put(name, new String(value, StandardCharsets.UTF_8)));
        return texts;
    }

    private static Map<String, byte[]> entry(String... members) {
        Map<String, byte[]> entry = new LinkedHashMap<>();
        for (int i = 0; i < members.length; i += 2) {
            entry.put(members[i], members[i + 1].getBytes(StandardCharsets.UTF_8));
        }
        return entry;
    }

    @Test
    void entriesAreThoseOfTheReference() {
        Map<String, String> text = texts(wire.write(broadcast(List.of("room1"), List.of("x"), "r")));
        assertThat(text.keySet()).containsExactly("uid", "nsp", "type", "data");
        assertThat(text)
                .containsEntry("uid", "01e8d8715edf6436")
                .containsEntry("nsp", "/")
                .containsEntry("type", "3")
                .containsEntry("data", TEXT);
        assertThat(texts(wire.write(broadcast(List.of(), List.of(), "bin", new byte[] {1, 2, 3}))))
                .containsEntry("data", BINARY);
    }

    @Test
    void entriesOfTheReferenceAreRead() throws Exception {
        ClusterMessage text = wire.read(entry("uid", "u", "nsp", "/", "type", "3", "data", TEXT));
        assertThat(text.type()).isEqualTo(MessageType.BROADCAST);
        assertThat(text.uid()).isEqualTo("u");
        assertThat(text.namespace()).isEqualTo("/");
        assertThat(text.data().get("opts").toString()).contains("room1");
        ClusterMessage binary = wire.read(entry("uid", "u", "nsp", "/", "type", "3", "data", BINARY));
        List<?> event = (List<?>) ((Map<?, ?>) binary.data().get("packet")).get("data");
        assertThat((byte[]) event.get(1)).containsExactly(1, 2, 3);
    }

    @Test
    void heartbeatsOfOlderVersionsHaveNoData() throws Exception {
        assertThat(wire.read(entry("uid", "u", "nsp", "/", "type", "2")).type()).isEqualTo(MessageType.HEARTBEAT);
        assertThat(wire.read(entry("uid", "u", "nsp", "/", "type", "13", "data", ""))
                        .data())
                .isEmpty();
    }

    @Test
    void itsSenderKnowsAnEntryAgainByItsNumber() throws Exception {
        Map<String, byte[]> entry = StreamsWire.withTicket(wire.write(broadcast(List.of(), List.of(), "x")), 7);
        assertThat(StreamsWire.ticket(entry)).isEqualTo(7);
        assertThat(wire.read(entry).data()).containsOnlyKeys("packet", "opts");
        assertThat(StreamsWire.ticket(entry("uid", "u"))).isZero();
        assertThatThrownBy(() -> StreamsWire.ticket(entry("ticket", "x"))).isInstanceOf(MalformedPacketException.class);
    }

    @Test
    void entriesOfOthersHaveNoNamespace() {
        assertThat(StreamsWire.namespace(entry("some", "thing"))).isNull();
        assertThat(StreamsWire.namespace(entry("nsp", "/chat"))).isEqualTo("/chat");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/ | u | x  | {}",
                "/ | u | 0  | {}",
                "/ | u | 14 | {}",
                "/ | u | 99999999999999999999 | {}",
                "/ | u | 3  | {",
                "/ | u | 3  | []",
                "/ | u | 3  | %%%",
                "/ | u | 3  | AQ==", // the number 1
                "/ | u | 3  | gg==" // an object that is cut
            })
    void foreignEntriesAreMalformed(String namespace, String uid, String type, String data) {
        assertThatThrownBy(() -> wire.read(entry("nsp", namespace, "uid", uid, "type", type, "data", data)))
                .isInstanceOf(MalformedPacketException.class);
    }

    @Test
    void anEntryWithoutSenderOrTypeIsMalformed() {
        assertThatThrownBy(() -> wire.read(entry("nsp", "/", "type", "3", "data", TEXT)))
                .isInstanceOf(MalformedPacketException.class);
        assertThatThrownBy(() -> wire.read(entry("nsp", "/", "uid", "u", "data", TEXT)))
                .isInstanceOf(MalformedPacketException.class);
    }
}
