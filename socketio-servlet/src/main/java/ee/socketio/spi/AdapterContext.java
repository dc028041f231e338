package ee.socketio.spi;

import java.util.Collection;
import java.util.Set;

/** What a namespace offers its adapter. Methods may be called from any thread. */
public interface AdapterContext {

    /** The namespace's name. */
    String namespace();

    /** The ids of the sockets that are connected to this server. */
    Set<String> socketIds();

    /** Sends a packet to sockets of this server; it is encoded once. Ids that are gone are skipped. */
    void deliver(Packet packet, Collection<String> socketIds, BroadcastTarget.Flags flags);
}
