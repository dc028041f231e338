package ee.socketio.internal.engine.codec;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.engine.EngineOptions;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OpenPacketTest {

    /** PROTOCOL 1.4, as captured. */
    @Test
    void itIsTheTextOfTheReference() {
        Packet packet = OpenPacket.encode(
                "kYDwjzsRlL7tRu7ZAAAA", true, EngineOptions.builder().build());

        assertThat(packet.wire())
                .isEqualTo("0{\"sid\":\"kYDwjzsRlL7tRu7ZAAAA\",\"upgrades\":[\"websocket\"],"
                        + "\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":1000000}");
        assertThat(packet.size()).isEqualTo(118);
        assertThat(packet.type()).isEqualTo(PacketType.OPEN);
    }

    @Test
    void itSaysWhatIsConfiguredAndOffersNothingThatIsNotThere() {
        EngineOptions options = EngineOptions.builder()
                .pingInterval(Duration.ofMillis(300))
                .pingTimeout(Duration.ofMillis(200))
                .maxHttpBufferSize(5)
                .build();

        assertThat(OpenPacket.encode("a", false, options).wire())
                .isEqualTo(
                        "0{\"sid\":\"a\",\"upgrades\":[],\"pingInterval\":300,\"pingTimeout\":200,\"maxPayload\":5}");
    }
}
