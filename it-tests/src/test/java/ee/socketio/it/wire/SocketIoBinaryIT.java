package ee.socketio.it.wire;

import static ee.socketio.it.wire.Eventually.eventually;
import static ee.socketio.it.wire.WireAssertions.assertThat;

import ee.socketio.it.TestServer;
import java.util.Base64;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events and acknowledgements that carry bytes. */
@ExtendWith(SharedServer.class)
class SocketIoBinaryIT {

    private static final String ONE = "bAQID";
    private static final String TWO = "bBAUG";

    private final Endpoint socketIo;

    SocketIoBinaryIT(TestServer server) {
        socketIo = Endpoint.socketIo(server);
    }

    /** The stand-in for the attachment of that index. */
    private static String at(int index) {
        return "{\"_placeholder\":true,\"num\":" + index + "}";
    }

    private EngineSession join() {
        return Transport.WEBSOCKET.join(socketIo);
    }

    private static void assertReceives(EngineSession session, String... packets) {
        for (String packet : packets) {
            assertThat(session.receive()).isEqualTo(packet);
        }
    }

    private static void assertAlive(EngineSession session) {
        session.send("42[\"message\",\"alive\"]");
        assertReceives(session, "42[\"message-back\",\"alive\"]");
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void anAttachmentFollowsItsEvent(Transport transport) {
        try (EngineSession session = transport.join(socketIo)) {
            session.send("451-[\"message\"," + at(0) + "]", ONE);
            assertReceives(session, "451-[\"message-back\"," + at(0) + "]", ONE);
        }
    }

    @Test
    void overPollingAnAttachmentIsBase64InTheSamePayload() {
        eventually(() -> {
            PollingSession session = (PollingSession) Transport.POLLING.join(socketIo);
            session.sendAndLetAnswersQueue("451-[\"message\"," + at(0) + "]", ONE);

            assertThat(session.poll()).hasText("451-[\"message-back\"," + at(0) + "]\u001ebAQID");
        });
    }

    @Test
    void overPollingAnAttachmentMayComeWithALaterPost() {
        try (EngineSession session = Transport.POLLING.join(socketIo)) {
            session.send("452-[\"message\"," + at(0) + "," + at(1) + "]");
            session.send(ONE);
            session.send(TWO);
            assertReceives(session, "452-[\"message-back\"," + at(0) + "," + at(1) + "]", ONE, TWO);
        }
    }

    @Test
    void everyByteSurvives() {
        byte[] bytes = new byte[70_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        String attachment = "b" + Base64.getEncoder().encodeToString(bytes);
        for (Transport transport : Transport.values()) {
            try (EngineSession session = transport.join(socketIo)) {
                session.send("451-[\"message\"," + at(0) + "]", attachment);
                assertReceives(session, "451-[\"message-back\"," + at(0) + "]", attachment);
            }
        }
    }

    @Test
    void anAttachmentMayBeEmpty() {
        try (EngineSession session = join()) {
            session.send("451-[\"message\"," + at(0) + "]", "b");
            assertReceives(session, "451-[\"message-back\"," + at(0) + "]", "b");
        }
    }

    @Test
    void attachmentsMayStandAnywhereAndAreNumberedInTheOrderOfTheDocument() {
        try (EngineSession session = join()) {
            session.send("452-[\"message\",{\"a\":[{\"b\":" + at(1) + "}],\"c\":" + at(0) + "}]", ONE, TWO);
            assertReceives(
                    session, "452-[\"message-back\",{\"a\":[{\"b\":" + at(0) + "}],\"c\":" + at(1) + "}]", TWO, ONE);
        }
    }

    @Test
    void anAttachmentMayBeUsedTwice() {
        try (EngineSession session = join()) {
            session.send("451-[\"message\"," + at(0) + "," + at(0) + "]", ONE);
            assertReceives(session, "452-[\"message-back\"," + at(0) + "," + at(1) + "]", ONE, ONE);
        }
    }

    @Test
    void anAttachmentMayBeUnused() {
        try (EngineSession session = join()) {
            session.send("452-[\"message\"," + at(1) + "]", ONE, TWO);
            assertReceives(session, "451-[\"message-back\"," + at(0) + "]", TWO);
            session.send("451-[\"message\",1]", ONE);
            assertReceives(session, "42[\"message-back\",1]");
        }
    }

    @Test
    void aPlaceholderMayHaveFurtherFields() {
        try (EngineSession session = join()) {
            session.send("451-[\"message\",{\"x\":1,\"num\":0,\"_placeholder\":true}]", ONE);
            assertReceives(session, "451-[\"message-back\"," + at(0) + "]", ONE);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"_placeholder\":1,\"num\":0}",
                "{\"_placeholder\":\"true\",\"num\":0}",
                "{\"_placeholder\":false,\"num\":7}",
                "{\"num\":0}"
            })
    void whatOnlyLooksLikeAPlaceholderIsData(String value) {
        try (EngineSession session = join()) {
            session.send("451-[\"message\"," + value + "]", ONE);
            assertReceives(session, "42[\"message-back\"," + value + "]");
        }
    }

    @Test
    void aPlaceholderInAnEventWithoutAttachmentsIsData() {
        try (EngineSession session = join()) {
            session.send("42[\"message\"," + at(0) + "]");
            assertReceives(session, "42[\"message-back\"," + at(0) + "]");
        }
    }

    @Test
    void anAcknowledgementMayCarryAttachments() {
        try (EngineSession session = join()) {
            session.send("451-7[\"message-with-ack\"," + at(0) + "]", ONE);
            assertReceives(session, "461-7[" + at(0) + "]", ONE);
        }
    }

    @Test
    void anAcknowledgementWithAttachmentsThatNobodyWaitsForIsIgnored() {
        try (EngineSession session = join()) {
            session.send("461-99[" + at(0) + "]", ONE);
            assertAlive(session);
        }
    }

    @Test
    void anAttachmentMayGoToAnotherNamespace() {
        try (EngineSession session = join()) {
            session.send("40/custom,");
            assertThat(session.receive()).startsWith("40/custom,");
            assertThat(session.receive()).startsWith("42/custom,");
            session.send("451-/custom,[\"message\"," + at(0) + "]", ONE);
            assertAlive(session);
        }
    }

    @Test
    void packetsOfEngineIoMayStandBetweenAnEventAndItsAttachments() {
        try (EngineSession session = join()) {
            session.send("452-[\"message\"," + at(0) + "," + at(1) + "]", "3", ONE, "6", TWO);
            assertReceives(session, "452-[\"message-back\"," + at(0) + "," + at(1) + "]", ONE, TWO);
        }
    }

    @Test
    void tenAttachmentsAreAllowed() {
        try (EngineSession session = join()) {
            StringBuilder event = new StringBuilder("4510-[\"message\"");
            for (int i = 0; i < 10; i++) {
                event.append(',').append(at(i));
            }
            session.send(event.append(']').toString());
            for (int i = 0; i < 10; i++) {
                session.send("bAQI" + (char) ('A' + i));
            }
            assertThat(session.receive()).startsWith("4510-[\"message-back\",");
            for (int i = 0; i < 10; i++) {
                assertThat(session.receive()).isEqualTo("bAQI" + (char) ('A' + i));
            }
        }
    }

    @Test
    @Tag("beyond-reference")
    void anEventThatAnnouncesNoAttachmentIsCompleteAtOnce() {
        try (EngineSession session = join()) {
            session.send("450-[\"message\",1]");
            assertReceives(session, "42[\"message-back\",1]");
            session.send("450-3[\"message-with-ack\"]");
            assertReceives(session, "433[]");
            assertAlive(session);
        }
    }
}
