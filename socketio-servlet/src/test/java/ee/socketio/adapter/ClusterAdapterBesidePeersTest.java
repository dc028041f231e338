package ee.socketio.adapter;

import ee.socketio.spi.Adapter;
import ee.socketio.spi.AdapterContext;
import java.util.List;

/** A cluster of three servers, seen from one of them. */
class ClusterAdapterBesidePeersTest implements AdapterContract {

    @Override
    public Adapter create(AdapterContext namespace) {
        LoopbackCluster cluster = new LoopbackCluster(Runnable::run);
        peer(cluster, "p1");
        peer(cluster, "p2");
        Adapter adapter = cluster.node().create(namespace);
        adapter.start();
        return adapter;
    }

    private static void peer(LoopbackCluster cluster, String socketId) {
        Adapter peer = cluster.node().create(new RecordingNamespace(socketId));
        peer.add(socketId, List.of("one", "two", "three"));
        peer.start();
    }

    @Override
    public List<String> elsewhere() {
        return List.of("p1", "p2");
    }

    @Override
    public int servers() {
        return 3;
    }

    /** The heartbeat, and the watch over the peers. */
    @Override
    public int timers() {
        return 2;
    }
}
