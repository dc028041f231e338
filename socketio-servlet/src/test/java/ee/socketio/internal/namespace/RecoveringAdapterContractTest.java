package ee.socketio.internal.namespace;

import ee.socketio.RecoveryOptions;
import ee.socketio.adapter.AdapterContract;
import ee.socketio.internal.engine.ManualTimers;
import ee.socketio.spi.Adapter;
import ee.socketio.spi.AdapterContext;

/** The adapter with connection state recovery does what every adapter does. */
class RecoveringAdapterContractTest implements AdapterContract {

    @Override
    public Adapter create(AdapterContext namespace) {
        Retention retention = new Retention(RecoveryOptions.defaults(), new ManualTimers());
        Adapter adapter = new RecoveringAdapter(namespace, retention, "prefix");
        adapter.start();
        return adapter;
    }
}
