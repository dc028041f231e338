package ee.socketio.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.Race;
import ee.socketio.spi.Adapter;
import ee.socketio.spi.AdapterContext;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The adapter in memory keeps the contract, and keeps nothing else. */
class InMemoryAdapterTest implements AdapterContract {

    @Override
    public Adapter create(AdapterContext namespace) {
        return new InMemoryAdapter(namespace);
    }

    @Test
    void emptyRoomsVanish() {
        Adapter adapter = create(new RecordingNamespace());
        adapter.add("a", List.of("one", "two"));
        adapter.add("b", List.of("one"));
        assertThat(adapter).hasToString("InMemoryAdapter[/test, 2 sockets, 2 rooms]");

        adapter.remove("a", "two");
        assertThat(adapter).hasToString("InMemoryAdapter[/test, 2 sockets, 1 rooms]");

        adapter.remove("b", "one");
        assertThat(adapter).hasToString("InMemoryAdapter[/test, 1 sockets, 1 rooms]");

        adapter.removeAll("a");
        assertThat(adapter).hasToString("InMemoryAdapter[/test, 0 sockets, 0 rooms]");
    }

    @Test
    void whoJoinedAndLeftInManyThreadsLeavesNothingBehind() throws Exception {
        Adapter adapter = create(new RecordingNamespace());

        Race.run(4, thread -> {
            String socket = "socket " + thread;
            for (int i = 0; i < 5000; i++) {
                adapter.add(socket, List.of("shared", "room " + i % 7, socket));
                adapter.remove(socket, "shared");
                adapter.add(socket, List.of("shared"));
                adapter.removeAll(socket);
            }
        });

        assertThat(adapter).hasToString("InMemoryAdapter[/test, 0 sockets, 0 rooms]");
    }
}
