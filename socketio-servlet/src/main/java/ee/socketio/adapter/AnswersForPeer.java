package ee.socketio.adapter;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import ee.socketio.spi.BroadcastAnswers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers of this server's clients to another server's broadcast. The number of clients goes first, then each answer by
 * itself; ends when all have answered, or when {@link #end} says so.
 */
final class AnswersForPeer implements BroadcastAnswers {

    private final Link link;
    private final String requester;
    private final String requestId;
    private final Object lock = new Object();

    @GuardedBy("lock") private final List<Runnable> endings = new ArrayList<>(2);

    /** Answers that came before the clients were counted. */
    @GuardedBy("lock") private final List<List<@Nullable Object>> early = new ArrayList<>(0);

    @GuardedBy("lock") private boolean counted;

    @GuardedBy("lock") private int missing;

    @GuardedBy("lock") private boolean ended;

    AnswersForPeer(Link link, String requester, String requestId) {
        this.link = link;
        this.requester = requester;
        this.requestId = requestId;
    }

    @Override
    public void expect(int clients) {
        Map<String, @Nullable Object> data = data();
        data.put("clientCount", clients);
        link.respond(requester, MessageType.BROADCAST_CLIENT_COUNT, data);
        List<List<@Nullable Object>> waiting;
        boolean last;
        synchronized (lock) {
            counted = true; // an answer that comes now finds the number sent
            missing += clients - early.size();
            waiting = List.copyOf(early);
            early.clear();
            last = missing <= 0;
        }
        waiting.forEach(this::send);
        if (last) {
            end();
        }
    }

    @Override
    public void answer(List<@Nullable Object> arguments) {
        boolean last;
        synchronized (lock) {
            if (ended) {
                return;
            }
            if (!counted) {
                early.add(arguments);
                return;
            }
            missing--;
            last = missing <= 0;
        }
        send(arguments);
        if (last) {
            end();
        }
    }

    private void send(List<@Nullable Object> arguments) {
        Map<String, @Nullable Object> data = data();
        if (!arguments.isEmpty()) {
            data.put("packet", arguments.get(0));
        }
        link.respond(requester, MessageType.BROADCAST_ACK, data);
    }

    private Map<String, @Nullable Object> data() {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("requestId", requestId);
        return data;
    }

    @Override
    public void onEnd(Runnable action) {
        synchronized (lock) {
            if (!ended) {
                endings.add(action);
                return;
            }
        }
        action.run();
    }

    /** Nobody waits any more. */
    void end() {
        List<Runnable> actions;
        synchronized (lock) {
            if (ended) {
                return;
            }
            ended = true;
            early.clear();
            actions = List.copyOf(endings);
            endings.clear();
        }
        actions.forEach(Runnable::run);
    }
}
