package ee.socketio.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.internal.namespace.codec.JsonbMapper;
import ee.socketio.spi.JsonMapper;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The option {@code jsonMapper}. */
class OwnJsonMapperTest {

    /** Knows one more type than JSON-B does. */
    private static final class WithVersions implements JsonMapper {
        private final JsonMapper others = new JsonbMapper();

        @Override
        public String write(Object value, Attachments attachments) {
            return value instanceof Runtime.Version version
                    ? "{\"v\":" + version.feature() + ",\"bytes\":" + attachments.placeholder(new byte[] {1}) + "}"
                    : others.write(value, attachments);
        }

        @Override
        public Object read(Object value, Type type) {
            return type == Runtime.Version.class
                    ? Runtime.Version.parse((String) others.read(value, String.class))
                    : others.read(value, type);
        }
    }

    @Test
    void writesWhatIsEmittedAndAcknowledgedAndReadsArguments() {
        List<Object> read = new ArrayList<>();
        ServerRig rig = new ServerRig(options -> options.jsonMapper(new WithVersions()));
        rig.io.onConnection(socket -> socket.on("version", event -> {
            read.add(event.get(0, Runtime.Version.class));
            event.ack(Runtime.Version.parse("17"));
        }));
        ClientRig client = rig.connect();

        client.send("20[\"version\",\"21.0.1\"]");
        rig.io.emit("now", Runtime.Version.parse("25"), "text");

        String bytes = "\"bytes\":{\"_placeholder\":true,\"num\":0}}";
        assertThat(read).containsExactly(Runtime.Version.parse("21.0.1"));
        assertThat(client.received())
                .containsExactly(
                        "61-0[{\"v\":17," + bytes + "]", "[1]", "51-[\"now\",{\"v\":25," + bytes + ",\"text\"]", "[1]");
    }
}
