package ee.socketio.adapter;

import ee.socketio.spi.AdapterContext;
import ee.socketio.spi.SavedSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One server's end of a log in memory. What was appended comes when the test hands it over: {@link #read}. */
final class FakeLog implements LogTransport {

    /** The log of a cluster: positions are {@code @1}, {@code @2} and so on. */
    static final class Shared {
        final List<Entry> entries = new ArrayList<>();
        final Map<String, StoredSession> sessions = new HashMap<>();
        private final Map<String, LogTransport.Node> servers = new HashMap<>();
        /** What is not kept any more, from the beginning. */
        int trimmed;

        void append(ClusterMessage message, long ticket) {
            entries.add(new Entry("@" + (entries.size() + 1), message, ticket));
        }
    }

    /** What becomes of a message that is appended. */
    enum Fate {
        APPENDED,
        /** Nobody hears of it any more. */
        LOST,
        /** Nobody knows whether it is in the log. */
        FAILED,
        /** It is not in the log, and its sender hears of it. */
        REFUSED,
        /** It is not in the log, and the call throws. */
        THROWN,
        /** It goes into the log when the test says so: {@link #arrive}. */
        LATE
    }

    /** Without heartbeats. */
    static final ClusterOptions OPTIONS =
            ClusterOptions.defaults().withServerCount(name -> CompletableFuture.completedStage(1));

    final Shared shared;
    final List<ClusterMessage> published = new ArrayList<>();
    /** What was done with sessions. */
    final List<String> calls = new ArrayList<>();

    final List<Duration> times = new ArrayList<>();
    Fate fate = Fate.APPENDED;
    /** Reading fails, or takes until {@link #answerReads}. */
    boolean failing;

    boolean slow;
    boolean closed;
    private final List<Runnable> late = new ArrayList<>();
    private final List<Runnable> reads = new ArrayList<>();
    private LogTransport.@Nullable Node node;
    private int handed;

    FakeLog(Shared shared) {
        this.shared = shared;
    }

    /** A started adapter of this server. */
    LogAdapter adapter(AdapterContext namespace, Duration kept) {
        LogAdapter adapter = new LogAdapter(
                namespace,
                opened -> {
                    node = opened;
                    shared.servers.put(opened.uid(), opened);
                    return this;
                },
                OPTIONS,
                kept);
        adapter.start();
        return adapter;
    }

    /** The server reaches the log: it gets what comes from now on. */
    FakeLog begin() {
        handed = shared.entries.size();
        node.reached("@" + handed);
        return this;
    }

    /** Hands over what has not been. */
    void readAll() {
        while (handed < shared.entries.size()) {
            read();
        }
    }

    /** Hands over one entry. */
    void read() {
        node.receive(shared.entries.get(handed++));
    }

    /** The server has read something of another namespace. */
    void readOther() {
        handed++;
        node.reached("@" + handed);
    }

    /** What was late goes into the log. */
    void arrive() {
        late.forEach(Runnable::run);
        late.clear();
    }

    /** Reads that take long end. */
    void answerReads() {
        List<Runnable> before = List.copyOf(reads);
        reads.clear();
        before.forEach(Runnable::run);
    }

    String uid() {
        return node.uid();
    }

    @Override
    public Written write(ClusterMessage message) {
        ClusterMessage written = frozen(message);
        return new Written() {
            @Override
            public ClusterMessage message() {
                return written;
            }

            @Override
            public CompletionStage<?> append(long ticket) {
                return FakeLog.this.append(written, ticket);
            }
        };
    }

    private CompletionStage<?> append(ClusterMessage message, long ticket) {
        switch (fate) {
            case APPENDED -> shared.append(message, ticket);
            case LATE -> late.add(() -> shared.append(message, ticket));
            case FAILED -> {
                return CompletableFuture.failedStage(new IllegalStateException("expected by the test"));
            }
            case REFUSED -> {
                return CompletableFuture.failedStage(
                        new NotAppendedException(new IllegalStateException("expected by the test")));
            }
            case THROWN -> throw new IllegalStateException("expected by the test");
            case LOST -> {}
        }
        return new CompletableFuture<>();
    }

    /** As if it had been written. */
    private static ClusterMessage frozen(ClusterMessage message) {
        return new ClusterMessage(message.type(), message.uid(), message.namespace(), frozen(message.data()));
    }

    private static Map<String, @Nullable Object> frozen(Map<?, ?> map) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((name, value) -> copy.put(String.valueOf(name), frozen(value)));
        return copy;
    }

    private static @Nullable Object frozen(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return frozen(map);
        }
        if (value instanceof Collection<?> collection) {
            List<@Nullable Object> copy = new ArrayList<>();
            collection.forEach(element -> copy.add(frozen(element)));
            return copy;
        }
        return value instanceof byte[] bytes ? bytes.clone() : value;
    }

    @Override
    public void publish(ClusterMessage message) {
        published.add(message);
        shared.append(message, 0);
    }

    @Override
    public void respond(String uid, ClusterMessage response) {
        published.add(response);
        shared.servers.get(uid).receive(response);
    }

    @Override
    public CompletionStage<@Nullable List<Entry>> read(String after, String upTo) {
        if (failing) {
            throw new IllegalStateException("expected by the test");
        }
        CompletableFuture<@Nullable List<Entry>> answer = new CompletableFuture<>();
        Runnable reading = () -> answer.complete(
                number(after) < shared.trimmed
                        ? null
                        : List.copyOf(shared.entries.subList(number(after), number(upTo))));
        if (slow) {
            reads.add(reading);
        } else {
            reading.run();
        }
        return answer;
    }

    private static int number(String position) {
        return Integer.parseInt(position.substring(1));
    }

    @Override
    public Comparator<String> positions() {
        return Comparator.comparingInt(FakeLog::number);
    }

    @Override
    public boolean isPosition(String text) {
        return text.matches("@\\d{1,9}");
    }

    @Override
    public void save(SavedSession session, boolean live, Duration time) {
        shared.sessions.put(session.privateId(), new StoredSession(session, live ? uid() : ""));
        calls.add((live ? "live " : "left ") + session.id());
        times.add(time);
    }

    @Override
    public CompletionStage<@Nullable StoredSession> take(String privateId) {
        if (failing) {
            throw new IllegalStateException("expected by the test");
        }
        return CompletableFuture.completedStage(shared.sessions.remove(privateId));
    }

    @Override
    public void drop(String privateId) {
        calls.add("drop " + privateId);
    }

    @Override
    public void close() {
        closed = true;
    }
}
