package ee.socketio.redis;

import ee.socketio.adapter.RecordingNamespace;
import java.time.Duration;

/** The streams adapter with connection state recovery. */
class RecoveringFaultsIT extends StreamsFaultsIT {
    @Override
    RecordingNamespace namespace(String socketId) {
        RecordingNamespace namespace = super.namespace(socketId);
        namespace.maxDisconnectionDuration = Duration.ofMinutes(2);
        return namespace;
    }
}
