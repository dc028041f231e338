package ee.socketio.internal.namespace.codec;

import static ee.socketio.internal.namespace.codec.Wire.bytes;
import static ee.socketio.internal.namespace.codec.Wire.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ee.socketio.spi.EncodedPacket;
import ee.socketio.spi.JsonMapper;
import ee.socketio.spi.Packet;
import jakarta.json.JsonValue;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Bytes anywhere inside records and beans, both ways, through the standard parser as a client would send them back. */
class JsonbMapperBytesTest {
    private final JsonMapper mapper = new JsonbMapper();

    @Test
    void aRecordWithBytesGoesThereAndBack() {
        File file = (File) thereAndBack(new File("a.png", bytes(1, 2, 3)), File.class);

        assertThat(file.name()).isEqualTo("a.png");
        assertThat(file.data()).isEqualTo(bytes(1, 2, 3));
    }

    @Test
    void aBeanWithBytesGoesThereAndBack() {
        Upload upload = new Upload();
        upload.setName("a");
        upload.setData(bytes(1));

        Upload back = (Upload) thereAndBack(upload, Upload.class);

        assertThat(back.getName()).isEqualTo("a");
        assertThat(back.getData()).isEqualTo(bytes(1));
    }

    @Test
    void bytesDeepInsideAreFound() {
        Folder folder = new Folder(
                new File("one", bytes(1)),
                List.of(bytes(2), bytes(3)),
                Map.of("four", bytes(4)),
                ByteBuffer.wrap(bytes(5)),
                List.of(new File("six", bytes(6))));

        Folder back = (Folder) thereAndBack(folder, Folder.class);

        assertThat(back.first().data()).isEqualTo(bytes(1));
        assertThat(back.pages()).containsExactly(bytes(2), bytes(3));
        assertThat(back.byName()).containsOnlyKeys("four");
        assertThat(back.byName().get("four")).isEqualTo(bytes(4));
        assertThat(back.buffer()).isEqualTo(ByteBuffer.wrap(bytes(5)));
        assertThat(back.files()).hasSize(1);
        assertThat(back.files().get(0).data()).isEqualTo(bytes(6));
    }

    @Test
    void recordsInsideListsAndMapsShareTheAttachmentsOfThePacket() {
        List<Object> values = List.of(bytes(1), new File("two", bytes(2)), Map.of("k", new File("three", bytes(3))));

        EncodedPacket encoded = Wire.encode(Packet.event("/", List.of("x", values)));

        assertThat(encoded.text()).startsWith("53-[\"x\",[{\"_placeholder\":true,\"num\":0},");
        assertThat(encoded.binaries()).containsExactly(bytes(1), bytes(2), bytes(3));
    }

    @Test
    void aRecordIsWrittenWithPlaceholders() {
        Placeholders attachments = new Placeholders();

        String json = mapper.write(new File("a", bytes(7)), attachments);

        assertThat(json(json)).isEqualTo(json("{\"name\":\"a\",\"data\":{\"_placeholder\":true,\"num\":0}}"));
        assertThat(attachments.collected()).containsExactly(bytes(7));
    }

    @Test
    void bytesUnderAnUntypedPropertyAreFoundWhenWritten() {
        Placeholders attachments = new Placeholders();
        Anything anything = new Anything(Map.of("a", List.of(bytes(1), ByteBuffer.wrap(bytes(2)))));

        String json = mapper.write(anything, attachments);

        assertThat(json(json))
                .isEqualTo(json("{\"value\":{\"a\":[{\"_placeholder\":true,\"num\":0},"
                        + "{\"_placeholder\":true,\"num\":1}]}}"));
        assertThat(attachments.collected()).containsExactly(bytes(1), bytes(2));
    }

    @Test
    void arraysAndOptionalsOfBytesAreFound() {
        Placeholders attachments = new Placeholders();

        mapper.write(new byte[][] {bytes(1), bytes(2)}, attachments);
        mapper.write(Optional.of(bytes(3)), attachments);
        mapper.write(new Parts(new byte[][] {bytes(4), bytes(5)}), attachments);

        assertThat(attachments.collected()).containsExactly(bytes(1), bytes(2), bytes(3), bytes(4), bytes(5));
    }

    @Test
    void bytesOfARecordThatChangeAfterwardsLeaveAsTheyWere() {
        Placeholders attachments = new Placeholders();
        byte[] data = bytes(1);

        mapper.write(new File("a", data), attachments);
        data[0] = 2;

        assertThat(attachments.collected()).containsExactly(bytes(1));
    }

    @Test
    void directBuffersAndSlicesAreWritten() {
        Placeholders attachments = new Placeholders();
        ByteBuffer direct =
                ByteBuffer.allocateDirect(3).put(bytes(1, 2, 3)).position(1).slice();

        mapper.write(List.of(direct, direct.asReadOnlyBuffer(), new Scan(direct)), attachments);

        assertThat(attachments.collected()).containsExactly(bytes(2, 3), bytes(2, 3), bytes(2, 3));
        assertThat(direct.remaining()).isEqualTo(2);
    }

    @Test
    void bytesAreReadAsBytes() {
        assertThat(mapper.read(bytes(1, 2), byte[].class)).isEqualTo(bytes(1, 2));
        assertThat(mapper.read(bytes(1, 2), ByteBuffer.class)).isEqualTo(ByteBuffer.wrap(bytes(1, 2)));
        assertThat(mapper.read(bytes(1, 2), Object.class)).isEqualTo(bytes(1, 2));
    }

    @Test
    void aBufferThatIsReadCannotBeChanged() {
        assertThat((ByteBuffer) mapper.read(bytes(1), ByteBuffer.class))
                .matches(ByteBuffer::isReadOnly, "is read-only");
        Scan scan = (Scan) mapper.read(Map.of("data", bytes(1)), Scan.class);
        assertThat(scan.data()).matches(ByteBuffer::isReadOnly, "is read-only");
    }

    @Test
    void bytesInsidePlainMapsAndListsStayBytes() {
        Object value = mapper.read(List.of(bytes(1), Map.of("a", bytes(2))), Object.class);

        List<?> list = (List<?>) value;
        assertThat(list.get(0)).isEqualTo(bytes(1));
        assertThat(((Map<?, ?>) list.get(1)).get("a")).isEqualTo(bytes(2));
    }

    @Test
    void genericTypesWithBytesAreRead() throws Exception {
        Type files = Generics.class.getDeclaredField("files").getGenericType();
        Type pages = Generics.class.getDeclaredField("pages").getGenericType();

        List<?> read = (List<?>) mapper.read(List.of(received("a", bytes(1)), received("b", bytes(2))), files);

        assertThat(read).extracting(file -> ((File) file).name()).containsExactly("a", "b");
        assertThat(read).extracting(file -> ((File) file).data()).containsExactly(bytes(1), bytes(2));
        List<?> two = (List<?>) mapper.read(List.of(bytes(1), bytes(2)), pages);
        assertThat(two.toArray()).isEqualTo(new Object[] {bytes(1), bytes(2)});
    }

    @Test
    void bytesInsideUntypedCollectionsStayBytes() throws Exception {
        Type objects = Generics.class.getDeclaredField("objects").getGenericType();
        Type byName = Generics.class.getDeclaredField("byName").getGenericType();

        assertThat(((List<?>) mapper.read(List.of(bytes(1)), objects)).get(0)).isEqualTo(bytes(1));
        assertThat(((Map<?, ?>) mapper.read(Map.of("a", bytes(1)), byName)).get("a"))
                .isEqualTo(bytes(1));
    }

    @Test
    void bytesFitNothingElse() {
        for (Class<?> type : List.of(String.class, int.class, Boolean.class, List.class, Map.class, File.class)) {
            assertDoesNotFit(bytes(1), type);
        }
    }

    @Test
    void textAndNumbersAreNoBytes() {
        assertDoesNotFit(json("\"AQI=\""), byte[].class);
        assertDoesNotFit(json("5"), byte[].class);
        assertDoesNotFit(json("{}"), byte[].class);
        assertDoesNotFit(json("\"AQI=\""), ByteBuffer.class);
        assertDoesNotFit(json("{\"name\":\"a\",\"data\":\"AQI=\"}"), File.class);
        assertDoesNotFit(json("{\"name\":\"a\",\"data\":5}"), File.class);
        assertDoesNotFit(json("{\"name\":\"a\",\"data\":{}}"), File.class);
    }

    @Test
    void aForgedPlaceholderIsNoBytes() {
        assertDoesNotFit(json("{\"name\":\"a\",\"data\":{\"_placeholder\":true,\"num\":0}}"), File.class);
        assertDoesNotFit(json("{\"_placeholder\":true,\"num\":0}"), byte[].class);
    }

    @Test
    void missingBytesAreNull() {
        assertThat(mapper.read(json("{\"name\":\"a\",\"data\":null}"), File.class))
                .isEqualTo(new File("a", null));
        assertThat(mapper.read(json("{\"data\":null}"), Scan.class)).isEqualTo(new Scan(null));
        assertThat(((File) mapper.read(json("{\"name\":\"a\"}"), File.class)).data())
                .isNull();
    }

    /** Writes a value as an argument and reads what a client would get. */
    private Object thereAndBack(Object value, Class<?> type) {
        EncodedPacket encoded = Wire.encode(Packet.event("/", List.of("x", value)));
        try {
            Packet packet = Wire.decode(encoded.text(), encoded.binaries().toArray(byte[][]::new));
            return mapper.read(packet.list().get(1), type);
        } catch (ee.socketio.spi.MalformedPacketException e) {
            throw new AssertionError("What was encoded cannot be decoded: " + encoded, e);
        }
    }

    private static Map<String, Object> received(String name, byte[] data) {
        Map<String, Object> file = new LinkedHashMap<>();
        JsonValue text = json("\"" + name + "\"");
        file.put("name", text);
        file.put("data", data);
        return file;
    }

    private void assertDoesNotFit(Object value, Type type) {
        assertThatIllegalArgumentException()
                .as("%s as %s", value, type)
                .isThrownBy(() -> mapper.read(value, type))
                .withMessageContaining(type.getTypeName());
    }

    /** Carries generic types; Java has no literal for them. */
    @SuppressWarnings("unused")
    private static final class Generics {
        List<File> files;
        List<byte[]> pages;
        List<Object> objects;
        Map<String, Object> byName;
    }

    public record File(String name, byte[] data) {}

    public record Scan(ByteBuffer data) {}

    public record Anything(Object value) {}

    public record Parts(byte[][] parts) {}

    public record Folder(
            File first, List<byte[]> pages, Map<String, byte[]> byName, ByteBuffer buffer, List<File> files) {}

    /** A bean as JSON-B knows it. */
    public static final class Upload {
        private String name;
        private byte[] data;

        public String getName() {
            return name;
        }

        public void setName(String name) {
            this.name = name;
        }

        public byte[] getData() {
            return data;
        }

        public void setData(byte[] data) {
            this.data = data;
        }
    }
}
