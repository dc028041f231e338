package ee.socketio.adapter;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import ee.socketio.spi.Adapter;
import ee.socketio.spi.AdapterContext;
import ee.socketio.spi.AdapterFactory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A cluster within one JVM, for tests of applications and of adapters; not for production, where it would connect a server with
 * itself. Every server gets a {@linkplain #node() node} of its own:
 *
 * <pre>
 * LoopbackCluster cluster = new LoopbackCluster(Runnable::run);
 * ServerOptions.builder().adapter(cluster.node())
 * </pre>
 *
 * <p>Messages are handed over as the same bytes that a broker would carry. Each server gets them in the order in which they were
 * sent, one at a time for each of its namespaces. Thread-safe.
 */
public final class LoopbackCluster {

    private final Executor executor;
    private final Object lock = new Object();

    /** Every open channel, in the order in which they were opened. */
    @GuardedBy("lock") private final Set<End> ends = new LinkedHashSet<>();

    /**
     * Makes a cluster without servers.
     *
     * @param executor where messages are handed over. With {@code Runnable::run} that is the sending thread, before its call
     *     returns: a test sees at once what became of it.
     */
    public LoopbackCluster(Executor executor) {
        this.executor = executor;
    }

    /** A place for one server, with the default options. */
    public Node node() {
        return node(ClusterOptions.defaults());
    }

    /** A place for one server. */
    public Node node(ClusterOptions options) {
        return new Node(options);
    }

    /** Sends bytes to all servers that have a namespace, as somebody who is no server. */
    public void send(String namespace, byte[] message) {
        offer(message.clone(), end -> end.namespace.equals(namespace));
    }

    /** The place of one server in the cluster: the option {@code adapter} of that server. */
    public final class Node implements AdapterFactory { // the fields that change are guarded by the cluster's lock

        private final AdapterFactory adapters;

        /** How many messages may still be handed over. */
        private long allowed = Long.MAX_VALUE;

        private Predicate<byte[]> dropped = message -> false;

        private boolean dead;

        private Node(ClusterOptions options) {
            this.adapters = ClusterAdapter.factory(this::open, options);
        }

        @Override
        public Adapter create(AdapterContext namespace) {
            return adapters.create(namespace);
        }

        private ClusterChannel open(String namespace, String uid, Consumer<byte[]> receiver) {
            End end = new End(this, namespace, uid, receiver);
            synchronized (lock) {
                ends.add(end);
            }
            return end;
        }

        /** Lets messages to this server wait from now on. */
        public void hold() {
            release(0);
        }

        /** Hands over so many of the messages that wait or are still to come, and lets the others wait. */
        public void release(int messages) {
            allow(messages);
        }

        /** Hands over what waits, and lets nothing wait any more. */
        public void release() {
            allow(Long.MAX_VALUE);
        }

        private void allow(long messages) {
            List<End> own;
            synchronized (lock) {
                allowed = messages;
                own = ends.stream().filter(end -> end.node == this).toList();
            }
            own.forEach(End::handOver);
        }

        /** How many messages wait for this server. */
        public int waiting() {
            synchronized (lock) {
                return ends.stream()
                        .filter(end -> end.node == this)
                        .mapToInt(end -> end.waiting.size())
                        .sum();
            }
        }

        /** Loses the messages to this server that are chosen, from now on; replaces what was chosen before. */
        public void drop(Predicate<byte[]> chosen) {
            synchronized (lock) {
                dropped = chosen;
            }
        }

        /** Cuts the server off without a word, for ever: nothing reaches it, and nothing comes from it. */
        public void kill() {
            synchronized (lock) {
                dead = true;
                ends.removeIf(end -> end.node == this);
            }
        }
    }

    /** Puts a message into the queues of its receivers, and hands over what may be. */
    private void offer(byte[] message, Predicate<End> receivers) {
        List<End> chosen = new ArrayList<>();
        List<Predicate<byte[]>> drops = new ArrayList<>();
        synchronized (lock) {
            for (End end : ends) {
                if (receivers.test(end)) {
                    chosen.add(end);
                    drops.add(end.node.dropped);
                }
            }
        }
        for (int i = 0; i < chosen.size(); i++) {
            if (!drops.get(i).test(message)) {
                chosen.get(i).offer(message);
            }
        }
        chosen.forEach(End::handOver);
    }

    /** One server's end of a namespace's channel. */
    private final class End implements ClusterChannel { // what changes is guarded by the cluster's lock
        private final Node node;
        private final String namespace;
        private final String uid;
        private final Consumer<byte[]> receiver;

        private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();

        private boolean running;

        private boolean closed;

        private End(Node node, String namespace, String uid, Consumer<byte[]> receiver) {
            this.node = node;
            this.namespace = namespace;
            this.uid = uid;
            this.receiver = receiver;
        }

        @Override
        public void publish(byte[] message) {
            if (isAlive()) {
                LoopbackCluster.this.offer(message, end -> end != this && end.namespace.equals(namespace));
            }
        }

        @Override
        public void send(String to, byte[] response) {
            if (isAlive()) {
                LoopbackCluster.this.offer(response, end -> end.uid.equals(to));
            }
        }

        @Override
        public void close() {
            synchronized (lock) {
                ends.remove(this);
                closed = true;
                waiting.clear();
            }
        }

        private boolean isAlive() {
            synchronized (lock) {
                return !node.dead;
            }
        }

        void offer(byte[] message) {
            synchronized (lock) {
                waiting.add(message);
            }
        }

        /** Begins to hand over, unless somebody is at it, who will come by here again. */
        void handOver() {
            synchronized (lock) {
                if (running || !hasNext()) {
                    return;
                }
                running = true;
            }
            executor.execute(this::drain);
        }

        private void drain() {
            for (byte[] next = next(); next != null; next = next()) {
                receiver.accept(next);
            }
        }

        private byte @Nullable [] next() {
            synchronized (lock) {
                if (!hasNext()) {
                    running = false;
                    return null;
                }
                node.allowed--;
                return waiting.remove();
            }
        }

        private boolean hasNext() {
            return !waiting.isEmpty() && node.allowed > 0 && !node.dead && !closed;
        }
    }
}
