package ee.socketio.it.wire;

import static ee.socketio.it.wire.WireAssertions.assertThat;

import ee.socketio.it.TestServer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Packets that close the whole connection, over whichever transport they come. */
@ExtendWith(SharedServer.class)
class SocketIoInvalidPacketsIT {

    private static final String ATTACHMENT = "bAQID";

    private final Endpoint socketIo;

    SocketIoInvalidPacketsIT(TestServer server) {
        socketIo = Endpoint.socketIo(server);
    }

    @AfterEach
    void theServerServesOthers() {
        try (EngineSession session = Transport.WEBSOCKET.join(socketIo)) {
            session.send("420[\"echo\",1]");
            assertThat(session.receive()).isEqualTo("430[1]");
        }
    }

    private void assertClosesAfterJoining(String... packets) {
        for (Transport transport : Transport.values()) {
            try (EngineSession session = transport.join(socketIo)) {
                session.send(packets);
                session.awaitClosed();
            }
        }
    }

    private void assertClosesBeforeJoining(String... packets) {
        for (Transport transport : Transport.values()) {
            try (EngineSession session = transport.open(socketIo)) {
                session.send(packets);
                session.awaitClosed();
            }
        }
    }

    static Stream<String> undecodablePackets() {
        return Stream.of(
                // no type, or none that exists
                "4",
                "47",
                "48",
                "49[\"x\"]",
                "4abc",
                "4[\"x\"]",
                "4{}",
                "4-1",
                "4 2[\"x\"]",
                "4٢[\"x\"]",
                // no complete JSON value, or more than one
                "42[",
                "42[\"x\"",
                "42[\"x\"]zzz",
                "42[\"x\"][]",
                "42[\"x\",]",
                "42['x']",
                "42[x]",
                "42nope",
                "42[\"x\"]]",
                "42[\"x\",01]",
                "42[\"x\",NaN]",
                "42[\"x\",\"\n\"]",
                "42[\"\\x\"]",
                "42//[\"x\"]",
                "43[",
                "431[1",
                // an event is an array that begins with a name
                "42{}",
                "42\"x\"",
                "42null",
                "42true",
                "421{}",
                "42[]",
                "42[null]",
                "42[true]",
                "42[[]]",
                "42[{}]",
                "42[{\"toString\":\"foo\"}]",
                "42[[\"x\"]]",
                "42/,{}",
                // an acknowledgement is an array
                "43{}",
                "431{}",
                "431\"x\"",
                "431null",
                // a disconnect has no payload
                "41{}",
                "41[]",
                "41\"x\"",
                "41/,{}",
                // the payload of a connect is an object
                "40[]",
                "40\"abc\"",
                "40null",
                "401[]",
                "40/custom,[]",
                "40{",
                "40{}x",
                "40/custom,\"x\"");
    }

    @ParameterizedTest
    @MethodSource("undecodablePackets")
    void whatCannotBeDecodedClosesTheConnection(String packet) {
        assertClosesAfterJoining(packet);
    }

    @ParameterizedTest
    @ValueSource(strings = {"40[]", "40\"abc\"", "40null", "401[]", "40/custom,[]", "40{", "4", "47", "4abc"})
    void whatCannotBeDecodedClosesAConnectionThatHasJoinedNothing(String packet) {
        assertClosesBeforeJoining(packet);
    }

    @ParameterizedTest
    @ValueSource(strings = {"42", "421", "42/,"})
    @Tag("beyond-reference")
    void anEventWithoutPayloadClosesTheConnection(String packet) {
        assertClosesAfterJoining(packet);
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"})
    void aReservedNameClosesTheConnection(String name) {
        assertClosesAfterJoining("42[\"" + name + "\"]");
        assertClosesAfterJoining("421[\"" + name + "\",1]");
        assertClosesAfterJoining("451-[\"" + name + "\",{\"_placeholder\":true,\"num\":0}]", ATTACHMENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "error",
                "connection",
                "new_namespace",
                "message",
                "Disconnect",
                "connect ",
                "ping",
                "reconnect",
                "toString",
                "__proto__",
                "constructor"
            })
    void anyOtherNameIsAnOrdinaryName(String name) {
        try (EngineSession session = Transport.WEBSOCKET.join(socketIo)) {
            session.send("42[\"" + name + "\",\"x\"]", "420[\"echo\"]");
            String packet = session.receive();
            if (name.equals("message")) {
                assertThat(packet).isEqualTo("42[\"message-back\",\"x\"]");
                packet = session.receive();
            }
            assertThat(packet).isEqualTo("430[]");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "42[\"message\"]",
                "421[\"echo\"]",
                "41",
                "43[]",
                "431[]",
                "44{\"message\":\"x\"}",
                "42/custom,[\"x\"]",
                "41/custom,"
            })
    void nothingButAConnectMayComeFirst(String packet) {
        assertClosesBeforeJoining(packet);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "42/custom,[\"x\"]",
                "42/nope,[\"x\"]",
                "41/nope,",
                "43/nope,1[]",
                "42/custom[\"x\"]",
                "42/[\"x\"]"
            })
    void aNamespaceThatWasNotJoinedClosesTheConnection(String packet) {
        assertClosesAfterJoining(packet);
    }

    @ParameterizedTest
    @ValueSource(strings = {"44", "44{\"message\":\"x\"}", "44\"x\"", "44[]"})
    void aConnectErrorFromTheClientClosesTheConnection(String packet) {
        assertClosesAfterJoining(packet);
    }
}
