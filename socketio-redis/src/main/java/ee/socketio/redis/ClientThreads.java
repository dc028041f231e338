package ee.socketio.redis;

import io.lettuce.core.resource.ThreadFactoryProvider;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;

/** The threads of one client, to wait for their end. All are in the context of who made the client, whoever needs one first. */
final class ClientThreads implements ThreadFactoryProvider {

    private final ClassLoader context = Thread.currentThread().getContextClassLoader();
    private final Queue<Thread> started = new ConcurrentLinkedQueue<>(); // few: Lettuce's pools do not replace theirs

    @Override
    public ThreadFactory getThreadFactory(String poolName) {
        ThreadFactory factory = new DefaultThreadFactory(poolName, true);
        return task -> {
            Thread thread = factory.newThread(task);
            thread.setContextClassLoader(context);
            started.add(thread);
            return thread;
        };
    }

    List<Thread> started() {
        return List.copyOf(started);
    }
}
