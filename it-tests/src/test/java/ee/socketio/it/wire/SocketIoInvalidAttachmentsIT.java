package ee.socketio.it.wire;

import ee.socketio.it.TestServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Binary packets that close the whole connection, over whichever transport they come. */
@ExtendWith(SharedServer.class)
class SocketIoInvalidAttachmentsIT {

    private static final String ATTACHMENT = "bAQID";

    private final Endpoint socketIo;

    SocketIoInvalidAttachmentsIT(TestServer server) {
        socketIo = Endpoint.socketIo(server);
    }

    private void assertClosesAfterJoining(String... packets) {
        for (Transport transport : Transport.values()) {
            try (EngineSession session = transport.join(socketIo)) {
                session.send(packets);
                session.awaitClosed();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "45[\"x\"]",
                "451[\"x\"]",
                "45-[\"x\"]",
                "45a-[\"x\"]",
                "451.5-[\"x\"]",
                "45-1-[\"x\"]",
                "451",
                "45",
                "4511-[\"x\"]",
                "4599-[\"x\"]",
                "45999999999-[\"x\"]",
                "4599999999999999999999-[\"x\"]",
                "46-1[]",
                "4611-1[]",
                "451-{}",
                "451-[]",
                "451-[null]",
                "451-[{\"_placeholder\":true,\"num\":0}]",
                "461-1{}"
            })
    void anUnusableHeaderOfABinaryPacketClosesTheConnection(String packet) {
        assertClosesAfterJoining(packet);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "1",
                "2",
                "10",
                "\"0\"",
                "\"length\"",
                "null",
                "true",
                "{}",
                "[0]",
                "99999999999",
                "1e100",
                "-0.5"
            })
    void aPlaceholderThatPointsNowhereClosesTheConnection(String number) {
        assertClosesAfterJoining("451-[\"message\",{\"_placeholder\":true,\"num\":" + number + "}]", ATTACHMENT);
        assertClosesAfterJoining(
                "451-[\"message\",[{\"a\":{\"_placeholder\":true,\"num\":" + number + "}}]]", ATTACHMENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"_placeholder\":true}", "{\"_placeholder\":true,\"Num\":0}"})
    void aPlaceholderWithoutNumberClosesTheConnection(String placeholder) {
        assertClosesAfterJoining("451-[\"message\"," + placeholder + "]", ATTACHMENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.5", "1.5", "1e-1"})
    @Tag("beyond-reference")
    void aFractionalPlaceholderClosesTheConnection(String number) {
        assertClosesAfterJoining(
                "452-[\"message\",{\"_placeholder\":true,\"num\":" + number + "}]", ATTACHMENT, ATTACHMENT);
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void anAttachmentThatNobodyAnnouncedClosesTheConnection(Transport transport) {
        try (EngineSession session = transport.join(socketIo)) {
            session.send(ATTACHMENT);
            session.awaitClosed();
        }
        try (EngineSession session = transport.open(socketIo)) {
            session.send(ATTACHMENT);
            session.awaitClosed();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"42[\"message\"]", "431[]", "41", "40/custom,", "451-[\"message\",1]"})
    void textInPlaceOfAnAttachmentClosesTheConnection(String packet) {
        assertClosesAfterJoining("451-[\"message\",{\"_placeholder\":true,\"num\":0}]", packet);
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void oneAttachmentTooManyClosesTheConnection(Transport transport) {
        try (EngineSession session = transport.join(socketIo)) {
            session.send("451-[\"nobody listens\",{\"_placeholder\":true,\"num\":0}]", ATTACHMENT, ATTACHMENT);
            session.awaitClosed();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aBinaryEventBeforeAConnectClosesTheConnection(Transport transport) {
        try (EngineSession session = transport.open(socketIo)) {
            session.send("451-[\"message\",{\"_placeholder\":true,\"num\":0}]", ATTACHMENT);
            session.awaitClosed();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    @Tag("beyond-reference")
    void aBinaryEventBeforeAConnectIsNotEvenBuffered(Transport transport) {
        try (EngineSession session = transport.open(socketIo)) {
            session.send("451-[\"message\",{\"_placeholder\":true,\"num\":0}]");
            session.awaitClosed();
        }
    }
}
