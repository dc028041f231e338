package ee.socketio.adapter;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What servers of a cluster send each other, in the form of the reference's {@code ClusterAdapter}. In the data of an outgoing
 * message stands whatever the {@code JsonMapper} can write; in that of an incoming one the leaves are {@code JsonValue}s, or
 * plain values if it came as MessagePack. Immutable.
 *
 * @param type what it is
 * @param uid the sender: the id of its adapter, which is new for each start and each namespace
 * @param namespace the namespace
 * @param data what belongs to the type; empty for heartbeats and {@link MessageType#ADAPTER_CLOSE}
 */
public record ClusterMessage(
        MessageType type, String uid, String namespace, Map<String, ? extends @Nullable Object> data) {

    /** Copies the map; its order stays. */
    public ClusterMessage {
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    }

    /** Without the data, which is the application's. */
    @Override
    public String toString() {
        return type + " of " + uid + " in " + namespace;
    }
}
