package ee.socketio.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.adapter.LogTransport.StoredSession;
import ee.socketio.adapter.ValueCodec;
import ee.socketio.spi.JsonMapper;
import ee.socketio.spi.MalformedPacketException;
import ee.socketio.spi.SavedSession;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions in Redis, beside what npm's adapter writes with @msgpack/msgpack 2.8. */
class SessionWireTest {

    /** {sid, pid, rooms: [sid, "room1"], data: {foo, n: 7, f: 1.5, at: a Date, bytes, un: undefined, nil: null, deep}}. */
    private static final String OF_NODE =
            "hKNzaWS0LTQwd1l4TG00R2MxR09VUEFBQUSjcGlktDllUFpJMDJ6YjJLOTExRVRBQUFCpXJvb21zkrQt"
                    + "NDB3WXhMbTRHYzFHT1VQQUFBRKVyb29tMaRkYXRhiKNmb2+jYmFyoW4HoWbLP/gAAAAAAACiYXTX/x1TUwBpVbkApWJ5dGVzxAIBAqJ1"
                    + "bsCjbmlswKRkZWVwgaFhksOiw6k=";

    private static final SavedSession SESSION =
            new SavedSession("s1", "p1", Map.of("s1", "5-0"), Map.of("foo", "bar"), "5-0", "7-1", "8-0");

    private final JsonMapper mapper = ValueCodec.defaultMapper();
    private final SessionWire wire = wire("server");

    private SessionWire wire(String server) {
        return new SessionWire(new ValueCodec(mapper), mapper, server, "/");
    }

    @Test
    void sessionsOfNodeAreRead() throws Exception {
        StoredSession stored = wire.read(OF_NODE.getBytes(UTF_8));
        SavedSession session = stored.session();
        assertThat(stored.server()).isEmpty();
        assertThat(session.id()).isEqualTo("-40wYxLm4Gc1GOUPAAAD");
        assertThat(session.privateId()).isEqualTo("9ePZI02zb2K911ETAAAB");
        assertThat(session.rooms().keySet()).isEqualTo(Set.of("-40wYxLm4Gc1GOUPAAAD", "room1"));
        assertThat(session.connectedAt()).isEmpty();
        assertThat(session.lastOffset()).isEmpty();
        assertThat(session.leftAt()).isEmpty();
        Map<String, Object> data = session.data();
        assertThat(data).containsEntry("foo", "bar").containsEntry("n", 7).containsEntry("f", 1.5);
        assertThat(data)
                .containsEntry("at", "2026-01-01T00:00:00.123Z")
                .containsEntry("deep", Map.of("a", List.of(true, "é")));
        assertThat((byte[]) data.get("bytes")).containsExactly(1, 2);
        assertThat(data).doesNotContainKeys("un", "nil");
    }

    @Test
    void whatWasKnownHereIsKnownAgain() throws Exception {
        StoredSession stored = wire("another").read(wire.write(SESSION, false));
        assertThat(stored.session()).isEqualTo(SESSION);
        assertThat(stored.server()).isEmpty();
    }

    @Test
    void aSocketThatIsConnectedHasNotLeft() throws Exception {
        StoredSession stored = wire.read(wire.write(SESSION, true));
        assertThat(stored.server()).isEqualTo("server");
        assertThat(stored.session().connectedAt()).isEqualTo("5-0");
        assertThat(stored.session().lastOffset()).isEmpty();
        assertThat(stored.session().leftAt()).isEmpty();
    }

    /** Read by @msgpack/msgpack: {java:{…},sid:"s1",pid:"p1",rooms:["s1"],data:{foo:"bar"}}. */
    @Test
    void whatIsWrittenIsWhatNodeReads() {
        assertThat(new String(wire.write(SESSION, false), UTF_8))
                .isEqualTo(
                        "haRqYXZhh6ZzZXJ2ZXKmc2VydmVypGxpdmXCo25zcKEvpXNpbmNlgaJzMaM1LTCrY29ubmVjdGVkQXSjNS0wqmxhc3RPZmZzZXSj"
                                + "Ny0xpmxlZnRBdKM4LTCjc2lkonMxo3BpZKJwMaVyb29tc5GiczGkZGF0YYGjZm9vo2Jhcg==");
    }

    @Test
    void aSessionIsNoneOfAnotherNamespace() throws Exception {
        SessionWire other = new SessionWire(new ValueCodec(mapper), mapper, "server", "/private");

        assertThat(other.read(wire.write(SESSION, true))).isNull();
        assertThat(other.read(wire.write(SESSION, false))).isNull();
    }

    @Test
    void twoServersNeverWriteTheSame() {
        assertThat(wire("a").write(SESSION, true)).isNotEqualTo(wire("b").write(SESSION, true));
    }

    @Test
    void positionsThatAreNoneAreNotTakenOver() throws Exception {
        SavedSession odd =
                new SavedSession("s1", "p1", Map.of("s1", ""), Map.of(), "$", "x' or 1", "99999999999999999999-0");
        SavedSession read = wire.read(wire.write(odd, false)).session();
        assertThat(Arrays.asList(read.connectedAt(), read.leftAt())).containsOnly("");
    }

    @Test
    void dataThatContainsItselfCannotBeWritten() {
        Map<String, Object> itself = new LinkedHashMap<>();
        itself.put("me", itself);
        SavedSession session = new SavedSession("s1", "p1", Map.of(), itself, "", "", "");
        assertThatThrownBy(() -> wire.write(session, true)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "%%%",
                "gA==", // {}
                "AQ==", // 1
                "rO0ABXNy", // Java serialization
                "gaNzaWShYQ==" // {sid:"a"}
            })
    void foreignSessionsAreMalformed(String value) {
        assertThatThrownBy(() -> wire.read(value.getBytes(UTF_8))).isInstanceOf(MalformedPacketException.class);
    }
}
