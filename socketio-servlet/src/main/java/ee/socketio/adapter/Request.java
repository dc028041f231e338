package ee.socketio.adapter;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import ee.socketio.spi.RequestTimeoutException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A request that waits for one answer of each other server. The servers are known by name, or their number is. Ends once: by
 * the last answer, by its timeout, or because the last server that was missing has gone.
 *
 * @param <T> what answers consist of
 */
final class Request<T extends @Nullable Object> {

    /** Nobody has counted the servers yet, or nobody could: then the request ends by its timeout. */
    static final int UNKNOWN = Integer.MAX_VALUE;

    private final CompletableFuture<List<T>> result = new CompletableFuture<>();
    private final Object lock = new Object();

    @GuardedBy("lock") private int expected;

    @GuardedBy("lock") private final List<T> answers;

    @GuardedBy("lock") private final Set<String> answered = new HashSet<>();

    @GuardedBy("lock") private final Set<String> missing;

    /** How many more have to answer that are not known by name. */
    @GuardedBy("lock") private int missingUnnamed;

    /**
     * Waits.
     *
     * @param own what this server itself answers
     * @param servers the other servers
     * @param unnamed how many more there are, or {@link #UNKNOWN}
     */
    Request(Collection<? extends T> own, Set<String> servers, int unnamed) {
        this.answers = new ArrayList<>(own);
        this.missing = new HashSet<>(servers);
        this.missingUnnamed = unnamed;
        this.expected = unnamed == UNKNOWN ? UNKNOWN : servers.size() + unnamed;
    }

    /** So many other servers are there after all; known before any of them was asked. */
    void expect(int servers) {
        synchronized (lock) {
            expected = servers;
            missingUnnamed = servers;
        }
    }

    /** Not to be completed by anybody else. */
    CompletableFuture<List<T>> result() {
        return result;
    }

    /** A server has answered. A second answer of it does not count. */
    void answer(String uid, Collection<? extends T> answer) {
        boolean last;
        synchronized (lock) {
            if (!answered.add(uid)) {
                return;
            }
            answers.addAll(answer);
            if (!missing.remove(uid)) {
                missingUnnamed--; // counted without a name, or it came after the request began
            }
            last = isComplete();
        }
        if (last) {
            complete();
        }
    }

    /** A server has gone: nobody waits for it any more. */
    void gone(String uid) {
        boolean last;
        synchronized (lock) {
            last = missing.remove(uid) && isComplete();
        }
        if (last) {
            complete();
        }
    }

    @GuardedBy("lock") private boolean isComplete() {
        return missing.isEmpty() && missingUnnamed <= 0;
    }

    /** Servers that are not among these have gone. */
    void retain(Set<String> alive) {
        boolean last;
        synchronized (lock) {
            last = missing.retainAll(alive) && isComplete();
        }
        if (last) {
            complete();
        }
    }

    /** True if there is no other server: then this one's answer is all. */
    boolean endIfNobodyIsAsked() {
        boolean nobody;
        synchronized (lock) {
            nobody = expected <= 0;
        }
        if (nobody) {
            complete();
        }
        return nobody;
    }

    private void complete() {
        result.complete(answers());
    }

    void onTimeout() {
        int asked;
        int received;
        synchronized (lock) {
            received = answered.size();
            asked = expected == UNKNOWN ? received + 1 : expected; // one at least is missing
        }
        result.completeExceptionally(new RequestTimeoutException(asked, received, answers()));
    }

    void fail(Throwable cause) {
        result.completeExceptionally(cause);
    }

    private List<T> answers() {
        synchronized (lock) {
            return Collections.unmodifiableList(new ArrayList<>(answers));
        }
    }
}
