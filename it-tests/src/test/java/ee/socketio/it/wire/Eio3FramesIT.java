package ee.socketio.it.wire;

import static ee.socketio.it.wire.WireAssertions.assertThat;

import ee.socketio.it.TestServer;
import java.util.HexFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packets of revision 3 in WebSocket frames: binary ones begin with their type. */
@ExtendWith(SharedServer3.class)
@Tag("eio3")
class Eio3FramesIT {

    private final Endpoint engine;

    Eio3FramesIT(TestServer server) {
        engine = Endpoint.engineIo(server).revision3();
    }

    private RawWebSocket open(String parameters) {
        RawWebSocket socket = RawWebSocket.open(engine, engine.webSocket() + parameters);
        assertThat(socket.receiveText()).startsWith("0{");
        return socket;
    }

    private static void assertReceives(RawWebSocket socket, String hex) {
        Frame frame = socket.receive();
        assertThat(frame).matches(Frame::isBinary, "is binary");
        assertThat(HexFormat.of().formatHex(frame.payload())).isEqualTo(hex);
    }

    private static Frame binary(String hex) {
        return Frame.of(Frame.BINARY, HexFormat.of().parseHex(hex));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&b64="})
    void binaryHasTheTypeInFrontBothWays(String parameters) {
        try (RawWebSocket socket = open(parameters)) {
            for (String hex : new String[] {"0401020304", "04", "0404", "0400ff", "0434"}) {
                socket.send(binary(hex));
                assertReceives(socket, hex);
            }
        }
    }

    @Test
    void aMessageInFragmentsHasOneType() {
        try (RawWebSocket socket = open("")) {
            socket.sendInFragments(binary("0401020304"), 1);
            assertReceives(socket, "0401020304");
        }
    }

    @Test
    void aTextFrameMayCarryABinaryMessageAsBase64() {
        try (RawWebSocket socket = open("")) {
            socket.sendText("b4AQID").sendText("b4").sendText("b4AQ==");
            assertReceives(socket, "04010203");
            assertReceives(socket, "04");
            assertReceives(socket, "0401");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"&b64=1", "&b64=true"})
    void aWebSocketThatAskedForBase64GetsText(String parameters) {
        try (RawWebSocket socket = open(parameters)) {
            socket.send(binary("04010203")).sendText("b4AQI=").send(binary("04"));
            assertThat(socket.receiveText()).isEqualTo("b4AQID");
            assertThat(socket.receiveText()).isEqualTo("b4AQI=");
            assertThat(socket.receiveText()).isEqualTo("b4");
        }
    }

    @Test
    void aParameterForScriptsHasNoMeaningHere() {
        try (RawWebSocket socket = open("&j=0")) {
            socket.send(binary("04010203")).sendText("4<\u2028");
            assertReceives(socket, "04010203");
            assertThat(socket.receiveText()).isEqualTo("4<\u2028");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0{}", "6", "6data", "5"})
    void unusualPacketsDoNoHarm(String packet) {
        try (RawWebSocket socket = open("")) {
            socket.sendText(packet).sendText("4x");
            assertThat(socket.receiveText()).isEqualTo("4x");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "7", "9x", "{}", " 4x", "é", "-1", "\u0000", ""})
    void anUnknownPacketTypeClosesTheWebSocketPlainly(String packet) {
        assertCloses(Frame.text(packet));
    }

    @ParameterizedTest
    @ValueSource(strings = {"b", "bA", "bAQID", "b9AQID", "b4A*ID", "b0", "b2", "b1", "b6"})
    @Tag("beyond-reference")
    void base64OfAnythingButAMessageClosesTheWebSocketPlainly(String packet) {
        assertCloses(Frame.text(packet));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "01", "02", "03", "05", "06", "07", "34", "3478", "ff", "00010203"})
    @Tag("beyond-reference")
    void bytesOfAnythingButAMessageCloseTheWebSocketPlainly(String hex) {
        assertCloses(binary(hex));
    }

    private void assertCloses(Frame frame) {
        try (RawWebSocket socket = open("")) {
            socket.send(frame);
            assertThat(socket.awaitCloseCode()).isIn(RawWebSocket.PLAIN);
        }
    }
}
