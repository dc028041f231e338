package ee.socketio.adapter;

import ee.socketio.adapter.LogTransport.StoredSession;
import ee.socketio.spi.BroadcastTarget;
import ee.socketio.spi.BroadcastTarget.Flags;
import ee.socketio.spi.SavedSession;
import ee.socketio.spi.SessionAwareAdapter.Missed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How sessions get into the log's store and out of it, on this server and on others. */
final class LogSessions {

    private static final System.Logger LOG = System.getLogger("ee.socketio.cluster");

    private final LogState state;
    private final Memberships<String> members;
    private final Resumptions resumptions;
    private final Duration kept;
    private final LiveSessions live;

    /** The secrets of those who leave in the present task. Confined to the order. */
    private final List<String> leaving = new ArrayList<>(1);

    LogSessions(LogState state, Memberships<String> members, Resumptions resumptions, Duration kept) {
        this.state = state;
        this.members = members;
        this.resumptions = resumptions;
        this.kept = kept;
        this.live = new LiveSessions(state, kept, this::saveLive);
    }

    LiveSessions live() {
        return live;
    }

    private void saveLive(String socketId) {
        LogTransport open = state.transport();
        SavedSession session = state.namespace().session(socketId, Map.copyOf(members.of(socketId)), state.reached());
        if (open != null && session != null) {
            live.saved(socketId, session.privateId());
            open.save(dated(session), true, kept.plus(live.round()));
        }
    }

    /** A socket that came before this server had reached the log has missed nothing before it did. */
    private SavedSession dated(SavedSession session) {
        return session.connectedAt().isEmpty()
                ? new SavedSession(
                        session.id(),
                        session.privateId(),
                        session.rooms(),
                        session.data(),
                        state.begun(),
                        session.lastOffset(),
                        session.leftAt())
                : session;
    }

    CompletionStage<@Nullable SavedSession> take(String privateId) {
        CompletableFuture<@Nullable SavedSession> taken = new CompletableFuture<>();
        state.order()
                .run(
                        () -> { // behind a socket that is just being saved
                            LogTransport open = state.transport();
                            if (open == null) {
                                taken.complete(null);
                                return;
                            }
                            try {
                                CompletionStage<?> unused = open.take(privateId).whenComplete((stored, failure) -> {
                                    if (failure != null) {
                                        taken.completeExceptionally(failure);
                                    } else {
                                        endElsewhere(open, stored);
                                        taken.complete(stored == null ? null : stored.session());
                                    }
                                });
                            } catch (RuntimeException e) { // the client must not wait for an answer that does not come
                                taken.completeExceptionally(e);
                            }
                        });
        return taken;
    }

    /** A server that has not noticed yet that it lost this client must not go on with its socket. */
    private void endElsewhere(LogTransport open, @Nullable StoredSession stored) {
        if (stored != null && !stored.server().isEmpty() && !stored.server().equals(state.uid())) {
            BroadcastTarget it = new BroadcastTarget(Set.of(stored.session().id()), Set.of(), Flags.NONE);
            Map<String, @Nullable Object> data = new LinkedHashMap<>();
            data.put("opts", Targets.write(it));
            data.put("close", true);
            try {
                // To that server alone: the client may be at a third one before others have read this.
                open.respond(
                        stored.server(),
                        new ClusterMessage(
                                MessageType.DISCONNECT_SOCKETS,
                                state.uid(),
                                state.namespace().namespace(),
                                data));
            } catch (RuntimeException e) { // it ends there when its heartbeat does
                LOG.log(System.Logger.Level.WARNING, "Could not end a socket on its former server", e);
            }
        }
    }

    void enter(Consumer<String> connect) {
        state.order().run(() -> connect.accept(state.reached()));
    }

    void resume(SavedSession session, @Nullable String offset, Consumer<@Nullable Missed> connect) {
        state.order().run(() -> {
            LogTransport open = state.transport();
            LogOffset received =
                    open == null ? null : LogOffset.read(offset == null ? session.connectedAt() : offset, open);
            String from = open == null || received == null ? null : from(open, session, received);
            if (open == null || received == null || from == null) {
                connect.accept(null);
            } else {
                resumptions.begin(new Resumption(session, received, from, connect), open);
            }
        });
    }

    /**
     * A client that received the last packet that was meant for it, however long ago that was, missed only what came after it
     * had left. For others everything since their offset must be there. Null if the offset is none of this session.
     */
    private @Nullable String from(LogTransport open, SavedSession session, LogOffset received) {
        if (state.compare(received.position(), session.connectedAt()) < 0) {
            return null;
        }
        LogOffset last = LogOffset.read(session.lastOffset(), open);
        if (last == null || session.leftAt().isEmpty()) { // it is not known, because its server died
            return received.position();
        }
        if (last.equals(received)) {
            return session.leftAt();
        }
        // Otherwise the client's last argument was no offset, though it looks like one.
        boolean missed = state.compare(last.position(), received.position()) >= 0;
        return missed ? received.position() : null;
    }

    void exit(Function<String, @Nullable SavedSession> disconnect) {
        state.order().run(() -> {
            leaving.clear();
            SavedSession session = disconnect.apply(state.reached()); // calls left()
            LogTransport open = state.transport();
            if (open != null && session != null) {
                open.save(dated(session), false, kept);
            } else if (open != null) {
                leaving.forEach(open::drop); // it was not to be kept after all
            }
        });
    }

    /** A socket leaves all its rooms, because it is gone. In the order, if it had a session. */
    void left(String socketId) {
        if (state.order().isInside()) {
            String secret = live.left(socketId);
            if (secret != null) {
                leaving.add(secret);
            }
        }
    }

    /** Ends without a word; what is saved is kept for its time. */
    void close() {
        live.close();
        state.order().run(resumptions::close);
    }
}
