package ee.socketio.internal.engine;

import ee.socketio.internal.engine.codec.Packet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The attempt of another transport to take over. Confined to the session's lock.
 *
 * <pre>
 * none ──begin──► open ──2probe──► probed ──5──► finished: the other transport is the current one
 *                   └────────anything else, its end, or the timeout───────► none
 * </pre>
 *
 * A {@code 5} without a probe is accepted too.
 */
final class Upgrade {

    private @Nullable Link link;
    /** From the probe on, a GET that has nothing to carry is released with a noop. */
    private boolean probed;

    boolean isOpen() {
        return link != null;
    }

    boolean isProbed() {
        return link != null && probed;
    }

    /** The link of this transport, if it is the one that wants to take over. */
    @Nullable Link link(Transport transport) {
        return link != null && link.transport() == transport ? link : null;
    }

    void begin(Transport transport) {
        link = new Link(transport, true);
        probed = false;
    }

    /** Answers a probe and releases the held GET, after which the client stops polling. */
    Step probe(Link probing, Link polling) {
        probed = true;
        // A client that floods probes gets one answer at a time; the others are dropped, not queued.
        return probing.offer(Packet.PROBE_ANSWER).then(polling.offer(Packet.NOOP));
    }

    void finish() {
        link = null;
    }

    Step abandon() {
        Link abandoned = link;
        link = null;
        return abandoned == null ? Step.NOTHING : () -> abandoned.transport().close(List.of());
    }
}
