package ee.socketio.internal.engine;

import ee.socketio.engine.CloseReason;
import ee.socketio.engine.TransportName;
import ee.socketio.internal.engine.codec.Packet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a session has to both sides before it starts: nobody. */
enum Unattached implements Transport, SessionHandler {
    INSTANCE;

    @Override
    public TransportName transportName() {
        return TransportName.POLLING;
    }

    @Override
    public void write(Batch batch) {}

    @Override
    public void close(List<Packet> farewell) {}

    @Override
    public void onText(String text) {}

    @Override
    public void onBinary(Packet.Binary message) {}

    @Override
    public void onUpgrade(TransportName transport) {}

    @Override
    public void onClose(CloseReason reason, @Nullable Throwable cause) {}

    @Override
    public boolean readable(Runnable resume) {
        return true;
    }

    @Override
    public boolean settled(Runnable then) {
        return true;
    }
}
