package ee.socketio.adapter;

import ee.socketio.adapter.LogTransport.Entry;
import ee.socketio.adapter.Resumption.Passed;
import ee.socketio.spi.BroadcastTarget;
import ee.socketio.spi.MalformedPacketException;
import ee.socketio.spi.Packet;
import ee.socketio.spi.SavedSession;
import ee.socketio.spi.SessionAwareAdapter.Missed;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Clients that are on their way back. Confined to the order. */
final class Resumptions {

    private static final System.Logger LOG = System.getLogger("ee.socketio.cluster");

    /** So long a client whose last server was further than this one waits for it. */
    static final Duration CATCHING_UP = Duration.ofSeconds(5);

    /** What a log has neither taken nor refused is bounded there, in bytes. */
    private static final int MOST_LATE = 1000;

    /** What so many have missed is read from the log at a time; it is in memory. */
    static final int MOST_READING = 16;

    private final LogState state;
    private final Memberships<String> members;
    private final List<Resumption> reading = new ArrayList<>(0);
    private final List<CatchingUp> catchingUp = new ArrayList<>(0);
    /** Broadcasts of this server that were given up and whose entries may still come: who comes in has not had them. */
    private final ArrayDeque<Late> late = new ArrayDeque<>(0);
    /** Those whose turn to read comes. */
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>(0);

    Resumptions(LogState state, Memberships<String> members) {
        this.state = state;
        this.members = members;
    }

    /** A broadcast of this server that was given up, and its number. */
    record Late(Packet packet, BroadcastTarget target, long ticket) {}

    private record Waiting(Resumption resumption, LogTransport log) {}

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
        if (catchingUp.removeIf(behind -> behind.resumption() == resumption)) {
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
                .filter(behind ->
                        state.compare(state.reached(), behind.resumption().from()) >= 0)
                .toList();
        catchingUp.removeAll(there);
        there.forEach(one -> {
            one.cancel().run();
            read(one.resumption(), one.log());
        });
    }

    /** A packet goes to those who are in: who comes in soon gets it too. */
    void passing(Passed packet) {
        reading.forEach(resumption -> resumption.pass(packet));
    }

    /** A broadcast of this server was given up: if its entry comes, nobody gets it from there. */
    void late(Late packet) {
        if (late.size() == MOST_LATE) {
            late.remove();
        }
        late.add(packet);
    }

    /** An entry of this server has come: none comes that was appended before. */
    void returned(long ticket) {
        while (!late.isEmpty() && late.peek().ticket() <= ticket) {
            late.remove();
        }
    }

    private void read(Resumption resumption, LogTransport log) {
        if (reading.size() < MOST_READING) {
            readNow(resumption, log);
        } else {
            waiting.add(new Waiting(resumption, log));
        }
    }

    private void readNow(Resumption resumption, LogTransport log) {
        String upTo = state.reached();
        late.forEach(packet -> resumption.pass(passed(packet, upTo)));
        if (state.compare(upTo, resumption.from()) == 0) { // it missed nothing, whatever is kept
            connect(resumption, List.of());
            return;
        }
        reading.add(resumption);
        CompletionStage<@Nullable List<Entry>> missed;
        try {
            missed = log.read(resumption.from(), upTo);
        } catch (RuntimeException e) { // it must not be noted for ever what passes
            missed = CompletableFuture.failedStage(e);
        }
        CompletionStage<?> unused =
                missed.whenComplete((entries, failure) -> state.order().run(() -> {
                    reading.remove(resumption);
                    try {
                        if (failure != null || entries == null) {
                            resumption.fail();
                        } else {
                            connect(resumption, entries);
                        }
                    } finally {
                        readNext();
                    }
                }));
    }

    /** One task for each: what is to be delivered meanwhile comes between. */
    private void readNext() {
        Waiting next = waiting.poll();
        if (next != null) {
            state.order().run(() -> read(next.resumption(), next.log()));
        }
    }

    /** Its entry, if it comes, is behind what is read: so is its offset, for who has that has had what was read. */
    private Passed passed(Late packet, String upTo) {
        String offset = new LogOffset(upTo, state.uid(), packet.ticket()).toString();
        return new Passed(
                offset,
                state.uid(),
                packet.ticket(),
                false,
                () -> state.namespace().encode(LogState.marked(packet.packet(), offset)),
                packet.target());
    }

    private void connect(Resumption resumption, List<Entry> entries) {
        SavedSession session = resumption.session();
        Missed missed;
        try {
            missed = resumption.missed(
                    entries.stream().map(this::passed).filter(Objects::nonNull).toList(), state::compare);
        } catch (
                RuntimeException e) { // an entry that cannot be encoded, for example: the client must not wait for ever
            LOG.log(System.Logger.Level.WARNING, "Failed to resume " + session, e);
            resumption.fail();
            return;
        }
        // If the client loses this connection too before it got what it missed, the rooms must be as old as they were.
        session.rooms().forEach((room, since) -> members.rejoin(session.id(), room, since));
        resumption.connect(missed);
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
            Packet packet = state.packet(entry.message());
            return target.flags().isVolatile()
                    ? null
                    : new Passed(
                            entry.position(),
                            entry.message().uid(),
                            entry.ticket(),
                            true, // encoded if it is for this client: others' are most of it
                            () -> state.namespace().encode(LogState.marked(packet, entry.position())),
                            target);
        } catch (MalformedPacketException e) {
            return null; // as when it came
        }
    }

    /** Lets everybody who waits in as a new one. */
    void close() {
        List<CatchingUp> behind = List.copyOf(catchingUp);
        catchingUp.clear();
        behind.forEach(one -> {
            one.cancel().run();
            one.resumption().fail();
        });
        List<Waiting> others = List.copyOf(waiting);
        waiting.clear();
        others.forEach(one -> one.resumption().fail());
    }
}
