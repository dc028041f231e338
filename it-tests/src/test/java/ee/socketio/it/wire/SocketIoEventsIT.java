package ee.socketio.it.wire;

import static ee.socketio.it.wire.WireAssertions.assertThat;

import ee.socketio.it.TestServer;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events and acknowledgements in text. */
@ExtendWith(SharedServer.class)
class SocketIoEventsIT {

    private final Endpoint socketIo;

    SocketIoEventsIT(TestServer server) {
        socketIo = Endpoint.socketIo(server);
    }

    private EngineSession join() {
        return Transport.WEBSOCKET.join(socketIo);
    }

    private static void assertAlive(EngineSession session) {
        session.send("42[\"message\",\"alive\"]");
        assertThat(session.receive()).isEqualTo("42[\"message-back\",\"alive\"]");
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void anEventIsAnArrayThatBeginsWithItsName(Transport transport) {
        try (EngineSession session = transport.join(socketIo)) {
            session.send("42[\"message\",1,\"2\",{\"3\":[true]}]");
            assertThat(session.receive()).isEqualTo("42[\"message-back\",1,\"2\",{\"3\":[true]}]");
        }
    }

    @Test
    void anEventMayHaveNoArguments() {
        try (EngineSession session = join()) {
            session.send("42[\"message\"]");
            assertThat(session.receive()).isEqualTo("42[\"message-back\"]");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "false",
                "0",
                "-1",
                "1.5",
                "9007199254740991",
                "\"\"",
                "\"a b\"",
                "[]",
                "{}",
                "[[[]]]",
                "{\"a\":{\"b\":[{\"c\":null}]}}",
                "\"\\u0000\\u001e\\u2028\\\"\\\\\"",
                "\"😀 ü 你好\"",
                "\"\\ud83d\\ude00\"",
                "{\"\":\"\",\"é\":\"€\"}",
                "{\"__proto__\":1,\"constructor\":{\"toString\":2}}",
                "[ 1 , { \"a\" : 2 } ]"
            })
    void everyJsonValueSurvives(String value) {
        for (Transport transport : Transport.values()) {
            try (EngineSession session = transport.join(socketIo)) {
                session.send("42[\"message\"," + value + "]");
                String packet = session.receive();
                assertThat(packet).startsWith("42[").doesNotContain("\u001e");
                assertThat(Json.parse(packet.substring(2))).isEqualTo(Json.parse("[\"message-back\"," + value + "]"));
            }
        }
    }

    @Test
    void aDeeplyNestedValueSurvives() {
        try (EngineSession session = join()) {
            String value = "[".repeat(100) + "]".repeat(100);
            session.send("42[\"message\"," + value + "]");
            assertThat(session.receive()).isEqualTo("42[\"message-back\"," + value + "]");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"42[1,2]", "42[\"nobody listens\",1]", "42[\"\"]", "42[-1.5]", "42/,[\"unknown\"]", "42[ \"x\" ]"
            })
    void anEventThatNobodyListensToIsIgnored(String packet) {
        try (EngineSession session = join()) {
            session.send(packet);
            assertAlive(session);
        }
    }

    @Test
    void anEventInAnotherNamespaceNamesIt() {
        try (EngineSession session = join()) {
            session.send("40/custom,");
            assertThat(session.receive()).startsWith("40/custom,");
            assertThat(session.receive()).isEqualTo("42/custom,[\"auth\",{}]");
            session.send("42/custom,[\"message\",1]", "42/custom,12[\"message\",1]");
            assertAlive(session);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void anAcknowledgementRepeatsTheIdOfItsEvent(Transport transport) {
        try (EngineSession session = transport.join(socketIo)) {
            session.send("4212[\"message-with-ack\",1,{\"a\":null}]");
            assertThat(session.receive()).isEqualTo("4312[1,{\"a\":null}]");
        }
    }

    @Test
    void anAcknowledgementWithoutValuesIsAnEmptyArray() {
        try (EngineSession session = join()) {
            session.send("420[\"message-with-ack\"]");
            assertThat(session.receive()).isEqualTo("430[]");
        }
    }

    @Test
    void idsAreTheClientsToChoose() {
        try (EngineSession session = join()) {
            session.send("427[\"echo\",\"a\"]", "423[\"echo\",\"b\"]", "427[\"echo\",\"c\"]", "42/,5[\"echo\"]");
            assertThat(session.receive()).isEqualTo("437[\"a\"]");
            assertThat(session.receive()).isEqualTo("433[\"b\"]");
            assertThat(session.receive()).isEqualTo("437[\"c\"]");
            assertThat(session.receive()).isEqualTo("435[]");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "2147483648", "9007199254740991"})
    void idsMayBeLarge(String id) {
        try (EngineSession session = join()) {
            session.send("42" + id + "[\"message-with-ack\"]");
            assertThat(session.receive()).isEqualTo("43" + id + "[]");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"18446744073709551616", "123456789012345678901234567890"})
    @Tag("beyond-reference")
    void absurdIdsCloseTheConnection(String id) {
        try (EngineSession session = join()) {
            session.send("42" + id + "[\"message-with-ack\"]");
            session.awaitClosed();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"4399[1]", "43[\"x\"]", "431", "43", "430[]", "439007199254740991[null,1]"})
    void anAcknowledgementThatNobodyWaitsForIsIgnored(String packet) {
        try (EngineSession session = join()) {
            session.send(packet, packet);
            assertAlive(session);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void manyEventsKeepTheirOrder(Transport transport) {
        try (EngineSession session = transport.join(socketIo)) {
            String[] events = new String[300];
            for (int i = 0; i < events.length; i++) {
                events[i] = "42" + i + "[\"echo\"," + i + "]";
            }
            session.send(events);
            for (int i = 0; i < events.length; i++) {
                assertThat(session.receive()).isEqualTo("43" + i + "[" + i + "]");
            }
        }
    }

    @Test
    void aBroadcastReachesEveryClientOnce() {
        try (EngineSession one = Transport.WEBSOCKET.join(socketIo);
                EngineSession two = Transport.POLLING.join(socketIo)) {
            one.send("42[\"bcast\",\"hi\",1]", "42[\"message\"]");
            assertThat(one.receive()).isEqualTo("42[\"bcast\",\"hi\",1]");
            assertThat(one.receive()).isEqualTo("42[\"message-back\"]");
            assertThat(two.receive()).isEqualTo("42[\"bcast\",\"hi\",1]");
            assertAlive(two);
        }
    }

    @Test
    void anEventToARoomReachesItsMembersOnly() {
        try (EngineSession member = Transport.WEBSOCKET.join(socketIo);
                EngineSession other = Transport.WEBSOCKET.join(socketIo)) {
            member.send("421[\"join\",\"wire room\"]");
            assertThat(member.receive()).isEqualTo("431[]");
            other.send("42[\"to-room\",\"wire room\",\"news\",1,null]");
            assertThat(member.receive()).isEqualTo("42[\"news\",1,null]");
            member.send("422[\"leave\",\"wire room\"]");
            assertThat(member.receive()).isEqualTo("432[]");
            other.send("42[\"to-room\",\"wire room\",\"news\",2]");
            assertAlive(other);
            assertAlive(member);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aClientCanAskWhoItIs(Transport transport) {
        try (EngineSession session = transport.open(socketIo)) {
            session.send("40");
            String id =
                    Json.parse(session.receive().substring(2)).asJsonObject().getString("sid");
            assertThat(session.receive()).startsWith("42[\"auth\"");
            session.send("420[\"whoami\"]");
            String answer = session.receive();
            assertThat(Json.parse(answer.substring(3)))
                    .isEqualTo(Json.parse("[{\"id\":\"" + id + "\",\"transport\":\""
                            + transport.name().toLowerCase(Locale.ROOT) + "\",\"recovered\":false,\"rooms\":[\"" + id
                            + "\"]}]"));
        }
    }
}
