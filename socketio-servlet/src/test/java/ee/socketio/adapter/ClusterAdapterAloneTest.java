package ee.socketio.adapter;

import ee.socketio.spi.Adapter;
import ee.socketio.spi.AdapterContext;

/** A cluster of one server. */
class ClusterAdapterAloneTest implements AdapterContract {

    @Override
    public Adapter create(AdapterContext namespace) {
        Adapter adapter = new LoopbackCluster(Runnable::run).node().create(namespace);
        adapter.start();
        return adapter;
    }

    /** The heartbeat. */
    @Override
    public int timers() {
        return 1;
    }
}
