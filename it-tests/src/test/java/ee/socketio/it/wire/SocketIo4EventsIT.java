package ee.socketio.it.wire;

import static ee.socketio.it.wire.Eventually.eventually;
import static ee.socketio.it.wire.WireAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;

import ee.socketio.it.TestServer;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events and acknowledgements of clients of Socket.IO 1.x and 2.x, with and without bytes, and how they leave. */
@ExtendWith(SharedServer3.class)
@Tag("eio3")
class SocketIo4EventsIT {

    private static final String ONE = "b4AQID";
    private static final String TWO = "b4BAUG";

    private final Endpoint socketIo;

    SocketIo4EventsIT(TestServer server) {
        socketIo = Endpoint.socketIo(server).revision3();
    }

    private static String at(int index) {
        return "{\"_placeholder\":true,\"num\":" + index + "}";
    }

    private static void assertReceives(EngineSession session, String... packets) {
        for (String packet : packets) {
            assertThat(session.receive()).isEqualTo(packet);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport3.class)
    void eventsAndAcknowledgementsAreThoseOfLaterClients(Transport3 transport) {
        try (EngineSession session = transport.join(socketIo)) {
            session.send("42[\"message\",1,\"€😀\",null,{\"a\":[true]}]");
            assertReceives(session, "42[\"message-back\",1,\"€😀\",null,{\"a\":[true]}]");
            session.send("4212[\"message-with-ack\",\"l\\nf\\\\n\"]", "420[\"echo\"]");
            assertReceives(session, "4312[\"l\\nf\\\\n\"]", "430[]");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport3.class)
    void bytesFollowTheirEventAndTheirAcknowledgement(Transport3 transport) {
        try (EngineSession session = transport.join(socketIo)) {
            session.send("452-[\"message\"," + at(1) + ",{\"a\":" + at(0) + "}]", ONE, TWO);
            assertReceives(session, "452-[\"message-back\"," + at(0) + ",{\"a\":" + at(1) + "}]", TWO, ONE);
            session.send("451-7[\"message-with-ack\"," + at(0) + "]", "b4");
            assertReceives(session, "461-7[" + at(0) + "]", "b4");
        }
    }

    @Test
    void anEventWithBytesIsOneBinaryPayload() {
        eventually(() -> {
            PollingSession session = (PollingSession) Transport3.POLLING.join(socketIo);
            session.sendAndLetAnswersQueue("451-[\"echo2\"," + at(0) + ",\"€\"]", ONE);
            ByteArrayOutputStream expected = new ByteArrayOutputStream();
            expected.writeBytes(new byte[] {0, 4, 9, -1});
            expected.writeBytes(("451-[\"echo2\"," + at(0) + ",\"€\"]").getBytes(UTF_8));
            expected.writeBytes(HexFormat.of().parseHex("0104ff04010203"));

            assertThat(session.poll())
                    .hasContentType("application/octet-stream")
                    .satisfies(answer -> assertThat(answer.body()).isEqualTo(expected.toByteArray()));
        });
    }

    @Test
    void anEventWithBytesIsOneTextPayloadForThoseWhoCannotReadThem() {
        eventually(() -> {
            PollingSession session = (PollingSession) Transport3.BASE64_POLLING.join(socketIo);
            session.sendAndLetAnswersQueue("451-[\"echo2\"," + at(0) + ",\"€\"]", ONE);

            assertThat(session.poll())
                    .hasContentType("text/plain;charset=utf-8")
                    .hasText("47:451-[\"echo2\"," + at(0) + ",\"€\"]6:b4AQID");
        });
    }

    @Test
    void everyByteSurvives() {
        byte[] bytes = new byte[70_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        String attachment = "b4" + Base64.getEncoder().encodeToString(bytes);
        for (Transport3 transport : Transport3.values()) {
            try (EngineSession session = transport.join(socketIo)) {
                session.send("451-[\"message\"," + at(0) + "]", attachment);
                assertReceives(session, "451-[\"message-back\"," + at(0) + "]", attachment);
            }
        }
    }

    @Test
    void attachmentsMayComeWithLaterPosts() {
        PollingSession session = (PollingSession) Transport3.POLLING.join(socketIo);
        session.send("452-[\"message\"," + at(0) + "," + at(1) + "]");
        session.send(ONE, "2");
        assertReceives(session, "3");
        assertThat(session.postBytes((byte) 1, (byte) 4, (byte) -1, (byte) 4, (byte) 4, (byte) 5, (byte) 6))
                .hasStatus(200);
        assertReceives(session, "452-[\"message-back\"," + at(0) + "," + at(1) + "]", ONE, TWO);
    }

    @ParameterizedTest
    @EnumSource(Transport3.class)
    void theServerAsksForAcknowledgementsToo(Transport3 transport) {
        try (EngineSession session = transport.join(socketIo)) {
            session.send("40/test,");
            assertReceives(session, "40/test,");
            session.send("42/test,0[\"ask\",1]");
            String question = session.receive();
            assertThat(question).matches("42/test,\\d+\\[\"question\",1]");
            String id = question.substring("42/test,".length(), question.indexOf('['));
            session.send("461-/test," + id + "[" + at(0) + "]", ONE);
            assertReceives(session, "461-/test,0[" + at(0) + "]", ONE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"4399[1]", "43[1]", "431"})
    void anAcknowledgementThatNobodyWaitsForIsIgnored(String packet) {
        assertHarmless(packet);
    }

    @ParameterizedTest
    @ValueSource(strings = {"error", "connection", "ping", "reconnect", "connect_timeout", "__proto__", "toString"})
    void namesThatOldClientsReserveAreOrdinaryNames(String name) {
        assertHarmless("42[\"" + name + "\",{\"message\":\"x\"}]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "42/custom,[\"x\"]",
                "42/nope,[\"x\"]",
                "42/nope?x=1,[\"x\"]",
                "420[\"x\"]",
                "41/nope,",
                "41/nope",
                "43/nope,1[]"
            })
    @Tag("beyond-reference")
    void packetsForNamespacesThatWereNotJoinedAreIgnored(String packet) {
        assertHarmless(packet);
    }

    @Test
    @Tag("beyond-reference")
    void packetsWithBytesForNamespacesThatWereNotJoinedAreIgnored() {
        assertHarmless("451-/nope,[\"x\"," + at(0) + "]", ONE);
        assertHarmless("461-/custom,1[" + at(0) + "]", ONE);
    }

    @Test
    @Tag("beyond-reference")
    void anEventThatAnnouncesNoBytesIsComplete() {
        try (EngineSession session = Transport3.WEBSOCKET.join(socketIo)) {
            session.send("450-[\"message\",1]", "450-3[\"message-with-ack\"]");
            assertReceives(session, "42[\"message-back\",1]", "433[]");
        }
    }

    private void assertHarmless(String... packets) {
        for (Transport3 transport : Transport3.values()) {
            try (EngineSession session = transport.join(socketIo)) {
                session.send(packets);
                session.send("42[\"message\",\"alive\"]");
                assertReceives(session, "42[\"message-back\",\"alive\"]");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Transport3.class)
    void aClientThatLeftANamespaceMayComeAgain(Transport3 transport) {
        try (EngineSession session = transport.join(socketIo)) {
            for (int i = 0; i < 2; i++) {
                session.send("40/custom?i=" + i + ",");
                assertReceives(session, "40/custom,", "42/custom,[\"auth\",{\"i\":\"" + i + "\"}]");
                session.send("41/custom,");
                socketIo.letEarlierRequestsArrive();
            }
            session.send("42[\"message\"]");
            assertReceives(session, "42[\"message-back\"]");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport3.class)
    void aClientThatLeftTheMainNamespaceStaysInTheOthers(Transport3 transport) {
        try (EngineSession session = transport.join(socketIo)) {
            session.send("40/test,");
            assertReceives(session, "40/test,");
            session.send("41");
            session.send("42/test,0[\"echo\"]");
            assertReceives(session, "43/test,0[]");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport3.class)
    void aSocketThatIsDisconnectedKeepsItsConnection(Transport3 transport) {
        try (EngineSession session = transport.join(socketIo)) {
            session.send("40/test,");
            assertReceives(session, "40/test,");
            session.send("42/test,[\"disconnect-me\",false]");
            assertReceives(session, "41/test,");
            session.send("42[\"message\"]");
            assertReceives(session, "42[\"message-back\"]");
            session.send("40/test,");
            assertReceives(session, "40/test,");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport3.class)
    void aClientThatIsDisconnectedForGoodLeavesEveryNamespace(Transport3 transport) {
        try (EngineSession session = transport.join(socketIo)) {
            session.send("40/test,");
            assertReceives(session, "40/test,");
            session.send("42/test,[\"disconnect-me\",true]");
            assertThat(List.of(session.receive(), session.receive())).containsExactly("41", "41/test,");
            session.awaitClosed();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport3.class)
    void aConnectionThatTheServerClosesSaysNothingElse(Transport3 transport) {
        try (EngineSession session = transport.join(socketIo)) {
            session.send("40/test,");
            assertReceives(session, "40/test,");
            session.send("42/test,[\"close-engine\"]");
            session.awaitClosed();
        }
    }

    @Test
    void aClientOverPollingLeavesAndClosesAsBrowsersDo() {
        PollingSession session = (PollingSession) Transport3.POLLING.join(socketIo);
        try (RawHttp held = session.holdPoll()) {
            session.send("41");
            session.send("1");
            assertThat(held.answer()).hasStatus(200).hasText("1:6");
        }
        session.assertUnknown();
    }
}
