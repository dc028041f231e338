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
 *
 * <p>The client stops polling when its GET has returned, so a held GET is released with a noop. But a GET that came in
 * while the attempt was open may have overtaken a {@code 5} that is on its way on the other connection: it waits a moment,
 * and is refused if the {@code 5} arrives, as it would have been after it.
 */
final class Upgrade {

    private @Nullable Link link;
    private boolean probed;
    private boolean pollIsLate;

    /** Answers to probes that came before the last one had left. A number, so a flood of them takes no memory. */
    private int owed;

    boolean isOpen() {
        return link != null;
    }

    /** The link of this transport, if it is the one that wants to take over. */
    @Nullable Link link(Transport transport) {
        return link != null && link.transport() == transport ? link : null;
    }

    void begin(Transport transport) {
        link = new Link(transport, true);
        probed = false;
        pollIsLate = false;
        owed = 0;
    }

    /** A GET came in that has nothing to carry. */
    void onPoll() {
        pollIsLate = true;
    }

    /** Whether the held GET is to be released in a moment. */
    boolean releasesLatePoll() {
        return probed && pollIsLate;
    }

    /** Answers a probe, one at a time: a container may report that an answer has left after the client has sent the next. */
    Step probe(Link probing, Link polling) {
        probed = true;
        if (!probing.writable()) {
            owed++;
        }
        Step answer = probing.offer(Packet.PROBE_ANSWER);
        return pollIsLate ? answer : answer.then(polling.offer(Packet.NOOP));
    }

    /** The last answer has left. */
    Step onWritable(Link probing) {
        probing.becomeWritable();
        if (owed == 0) {
            return Step.NOTHING;
        }
        owed--;
        return probing.offer(Packet.PROBE_ANSWER);
    }

    Step releaseLatePoll(Link polling) {
        return isOpen() && releasesLatePoll() ? polling.offer(Packet.NOOP) : Step.NOTHING;
    }

    /** The other transport takes over; who sends a {@code 5} waits for no answer. Returns that to a GET that is still held. */
    List<Packet> finish() {
        link = null;
        return releasesLatePoll() ? List.of() : List.of(Packet.CLOSE);
    }

    Step abandon() {
        Link abandoned = link;
        link = null;
        return abandoned == null ? Step.NOTHING : () -> abandoned.transport().close(List.of());
    }
}
