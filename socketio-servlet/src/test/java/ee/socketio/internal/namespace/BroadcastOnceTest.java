package ee.socketio.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A broadcast is encoded once and reaches each receiver once, whatever their number. */
class BroadcastOnceTest {
    private static final int CLIENTS = 1000;

    private final List<CountingParser> parsers = new ArrayList<>();
    private final ServerRig rig = new ServerRig(options -> options.parser(mapper -> {
        parsers.add(new CountingParser(mapper));
        return parsers.get(0);
    }));

    @Test
    void aBroadcastToAThousandSocketsIsEncodedOnce() {
        List<ClientRig> clients = clients(CLIENTS);

        rig.io.emit("x", "all");

        assertThat(encoded()).isEqualTo(1);
        assertThat(clients).allSatisfy(client -> assertThat(client.received()).containsExactly("2[\"x\",\"all\"]"));
    }

    @Test
    void aSocketInSeveralRoomsReceivesOnce() {
        rig.io.onConnection(socket -> socket.join("one", "two", "three"));
        List<ClientRig> clients = clients(CLIENTS);

        rig.io.to("one", "two").to("three").to(List.of("one")).emit("x");

        assertThat(encoded()).isEqualTo(1);
        assertThat(clients).allSatisfy(client -> assertThat(client.received()).containsExactly("2[\"x\"]"));
    }

    @Test
    void aBroadcastOfASocketIsEncodedOnceToo() {
        List<String> ids = new ArrayList<>();
        rig.io.onConnection(socket -> ids.add(socket.id()));
        List<ClientRig> clients = clients(10);

        rig.socket(ids.get(0)).broadcast().emit("x", (Object) new byte[] {1});

        assertThat(encoded()).isEqualTo(1);
        assertThat(clients.get(0).received()).isEmpty();
        assertThat(clients.subList(1, 10)).allSatisfy(client -> assertThat(client.received())
                .containsExactly("51-[\"x\",{\"_placeholder\":true,\"num\":0}]", "[1]"));
    }

    @Test
    void aBroadcastToNobodyIsNotEncoded() {
        clients(3);

        rig.io.to("nowhere").emit("x");
        rig.io.of("/empty").emit("x");

        assertThat(encoded()).isZero();
    }

    @Test
    void theServerHasOneParser() {
        rig.io.of("/a");
        clients(3);

        assertThat(parsers).hasSize(1);
    }

    private int encoded() {
        return parsers.get(0).encodedEvents();
    }

    private List<ClientRig> clients(int count) {
        List<ClientRig> clients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            clients.add(rig.connect());
        }
        return clients;
    }
}
