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
            open.save(session, true, kept.plus(live.round()));
        }
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
                            CompletionStage<?> unused = open.take(privateId).whenComplete((stored, failure) -> {
                                if (failure != null) {
                                    taken.completeExceptionally(failure);
                                } else {
                                    endElsewhere(open, stored);
                                    taken.complete(stored == null ? null : stored.session());
                                }
                            });
                        });
        return taken;
    }

    /** A server that has not noticed yet that it lost this client must not go on with its socket. */
    private void endElsewhere(LogTransport open, @Nullable StoredSession stored) {
        if (stored != null && stored.live()) {
            BroadcastTarget it = new BroadcastTarget(Set.of(stored.session().id()), Set.of(), Flags.NONE);
            Map<String, @Nullable Object> data = new LinkedHashMap<>();
            data.put("opts", Targets.write(it));
            data.put("close", true);
            open.publish(new ClusterMessage(
                    MessageType.DISCONNECT_SOCKETS,
                    state.uid(),
                    state.namespace().namespace(),
                    data));
        }
    }

    void enter(Consumer<String> connect) {
        state.order().run(() -> connect.accept(state.reached()));
    }

    void resume(SavedSession session, @Nullable String offset, Consumer<@Nullable Missed> connect) {
        state.order().run(() -> {
            LogTransport open = state.transport();
            String from = open == null ? null : from(open, session, offset);
            if (open == null || from == null) {
                connect.accept(null);
            } else {
                resumptions.begin(new Resumption(session, from, connect), open);
            }
        });
    }

    /**
     * A client that received the last packet that was meant for it, however long ago that was, missed only what came after it
     * had left. For others everything since their offset must be there. Null if the offset is none of this session.
     */
    private @Nullable String from(LogTransport open, SavedSession session, @Nullable String offset) {
        if (offset == null) {
            return session.connectedAt().isEmpty() ? null : session.connectedAt();
        }
        if (!open.isPosition(offset) || state.compare(offset, session.connectedAt()) < 0) {
            return null;
        }
        boolean all = offset.equals(session.lastOffset()) && !session.leftAt().isEmpty();
        return all ? session.leftAt() : offset;
    }

    void exit(Function<String, @Nullable SavedSession> disconnect) {
        state.order().run(() -> {
            leaving.clear();
            SavedSession session = disconnect.apply(state.reached()); // calls left()
            LogTransport open = state.transport();
            if (open != null && session != null) {
                open.save(session, false, kept);
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
