package ee.socketio.adapter;

import ee.socketio.adapter.LogTransport.Entry;
import ee.socketio.adapter.Resumption.Passed;
import ee.socketio.spi.BroadcastTarget;
import ee.socketio.spi.MalformedPacketException;
import ee.socketio.spi.SavedSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Clients that are on their way back. Confined to the order. */
final class Resumptions {

    /** So long a client whose last server was further than this one waits for it. */
    static final Duration CATCHING_UP = Duration.ofSeconds(5);

    private final LogState state;
    private final Memberships<String> members;
    private final List<Resumption> reading = new ArrayList<>(0);
    private final List<CatchingUp> catchingUp = new ArrayList<>(0);

    Resumptions(LogState state, Memberships<String> members) {
        this.state = state;
        this.members = members;
    }

    private record CatchingUp(Resumption resumption, LogTransport log, Runnable cancel) {}

    /**
     * Begins. If its last server was further than this one, this one catches up first: what that one has sent must not be sent
     * again.
     */
    void begin(Resumption resumption, LogTransport log) {
        if (state.compare(state.reached(), resumption.from()) >= 0) {
            read(resumption, log);
            return;
        }
        Runnable cancel = state.namespace().schedule(() -> state.order().run(() -> giveUp(resumption)), CATCHING_UP);
        catchingUp.add(new CatchingUp(resumption, log, cancel));
    }

    private void giveUp(Resumption resumption) {
        if (catchingUp.removeIf(waiting -> waiting.resumption() == resumption)) {
            resumption.fail();
        }
    }

    /** Whether nobody is on his way. */
    boolean isEmpty() {
        return reading.isEmpty() && catchingUp.isEmpty();
    }

    /** This server has come further. */
    void reached() {
        if (catchingUp.isEmpty()) {
            return;
        }
        List<CatchingUp> there = catchingUp.stream()
                .filter(waiting ->
                        state.compare(state.reached(), waiting.resumption().from()) >= 0)
                .toList();
        catchingUp.removeAll(there);
        there.forEach(waiting -> {
            waiting.cancel().run();
            read(waiting.resumption(), waiting.log());
        });
    }

    /** A packet goes to those who are in: who comes in soon gets it too. */
    void passing(Passed packet) {
        reading.forEach(resumption -> resumption.pass(packet));
    }

    private void read(Resumption resumption, LogTransport log) {
        reading.add(resumption);
        CompletionStage<?> unused = log.read(resumption.from(), state.reached())
                .whenComplete((entries, failure) -> state.order().run(() -> {
                    reading.remove(resumption);
                    if (failure != null || entries == null) {
                        resumption.fail();
                    } else {
                        connect(resumption, entries);
                    }
                }));
    }

    private void connect(Resumption resumption, List<Entry> entries) {
        SavedSession session = resumption.session();
        // If the client loses this connection too before it got what it missed, the rooms must be as old as they were.
        session.rooms().forEach((room, since) -> members.rejoin(session.id(), room, since));
        List<Passed> read = new ArrayList<>();
        for (Entry entry : entries) {
            Passed packet = passed(entry);
            if (packet != null) {
                read.add(packet);
            }
        }
        resumption.connect(read, state::compare);
        if (!state.namespace().socketIds().contains(session.id())) {
            members.leaveAll(session.id()); // it was gone already, or begins anew
        }
    }

    private @Nullable Passed passed(Entry entry) {
        if (entry.message().type() != MessageType.BROADCAST) {
            return null;
        }
        try {
            BroadcastTarget target = LogState.target(entry);
            return target.flags().isVolatile()
                    ? null
                    : new Passed(
                            entry.position(),
                            state.namespace().encode(LogState.marked(state.packet(entry), entry.position())),
                            target);
        } catch (MalformedPacketException e) {
            return null; // as when it came
        }
    }

    /** Lets everybody who waits in as a new one. */
    void close() {
        List<CatchingUp> waiting = List.copyOf(catchingUp);
        catchingUp.clear();
        waiting.forEach(one -> {
            one.cancel().run();
            one.resumption().fail();
        });
    }
}
