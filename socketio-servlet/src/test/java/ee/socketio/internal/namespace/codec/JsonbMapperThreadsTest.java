package ee.socketio.internal.namespace.codec;

import static ee.socketio.internal.namespace.codec.Wire.bytes;
import static ee.socketio.internal.namespace.codec.Wire.json;
import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.Race;
import ee.socketio.spi.JsonMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One mapper serves all threads, and calls inside calls. */
class JsonbMapperThreadsTest {

    @Test
    void threadsThatShareAMapperGetTheirOwnBytes() throws Exception {
        JsonMapper mapper = new JsonbMapper(); // its first use, which loads JSON-B, is a race too

        Race.run(6, thread -> {
            for (int round = 0; round < 300; round++) {
                writeAndRead(mapper, (byte) thread);
            }
        });
    }

    @Test
    void aGetterThatUsesTheMapperDoesNotDisturbTheCallAroundIt() {
        JsonMapper mapper = new JsonbMapper();
        Placeholders outer = new Placeholders();
        Placeholders inner = new Placeholders();

        String json = mapper.write(new Nesting(mapper, inner), outer);

        assertThat(json(json))
                .isEqualTo(json("{\"before\":{\"_placeholder\":true,\"num\":0},\"between\":2,"
                        + "\"then\":{\"_placeholder\":true,\"num\":1}}"));
        assertThat(outer.collected()).containsExactly(bytes(1), bytes(3));
        assertThat(inner.collected()).containsExactly(bytes(2));
    }

    @Test
    void aSetterThatUsesTheMapperDoesNotDisturbTheCallAroundIt() {
        Map<String, Object> received = new LinkedHashMap<>();
        received.put("a", bytes(1));
        received.put("b", 5);
        received.put("c", bytes(3));

        Reading read = (Reading) Reading.MAPPER.read(received, Reading.class);

        assertThat(read.a).isEqualTo(bytes(1));
        assertThat(read.b).isEqualTo(bytes(2));
        assertThat(read.c).isEqualTo(bytes(3));
    }

    private static void writeAndRead(JsonMapper mapper, byte mine) {
        Placeholders attachments = new Placeholders();
        String json = mapper.write(new Part(mine, new byte[] {mine}), attachments);
        assertThat(json).contains("\"owner\":" + mine);
        assertThat(attachments.collected()).containsExactly(new byte[] {mine});

        Part part = (Part) mapper.read(Map.of("owner", (int) mine, "data", new byte[] {mine}), Part.class);
        assertThat(part.owner()).isEqualTo(mine);
        assertThat(part.data()).containsExactly(mine);
    }

    public record Part(int owner, byte[] data) {}

    /** Writes another value while it is itself being written; its properties are written in the order of their names. */
    public static final class Nesting {
        private final JsonMapper mapper;
        private final Placeholders others;

        Nesting(JsonMapper mapper, Placeholders others) {
            this.mapper = mapper;
            this.others = others;
        }

        public byte[] getBefore() {
            return bytes(1);
        }

        public int getBetween() {
            return mapper.write(new Part(2, bytes(2)), others).contains("_placeholder") ? 2 : -1;
        }

        public byte[] getThen() {
            return bytes(3);
        }
    }

    /** Has another value read while it is itself being read. */
    public static final class Reading {
        private static final JsonMapper MAPPER = new JsonbMapper();

        private byte[] a;
        private byte[] b;
        private byte[] c;

        public void setA(byte[] a) {
            this.a = a;
        }

        public void setB(int number) {
            b = ((Part) MAPPER.read(Map.of("owner", number, "data", bytes(2)), Part.class)).data();
        }

        public void setC(byte[] c) {
            this.c = c;
        }
    }
}
