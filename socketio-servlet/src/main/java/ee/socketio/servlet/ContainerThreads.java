package ee.socketio.servlet;

import ee.socketio.engine.EngineOptions;
import ee.socketio.internal.engine.Threads;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What a server runs on: the executors that the container has for applications, where it has them, and threads of its own. */
final class ContainerThreads {

    private static final String EXECUTOR = "java:comp/DefaultManagedExecutorService";
    private static final String SCHEDULER = "java:comp/DefaultManagedScheduledExecutorService";

    private ContainerThreads() {}

    /** Called by the container's thread that starts the application: what it sees is what listeners see later. */
    static Threads of(String servletName, EngineOptions options) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        ThreadFactory factory = factory("socketio-" + servletName, loader);
        ApplicationContext context = ApplicationContext.of(loader);
        return switch (options.listenerThreads().kind()) {
            case CONTAINER -> new Threads(factory, context, Jndi.find(EXECUTOR, ExecutorService.class), scheduler());
            case EXECUTOR -> new Threads(factory, context, null, scheduler());
            case POOL, VIRTUAL, DIRECT -> new Threads(factory, context, null, null);
        };
    }

    private static @Nullable ScheduledExecutorService scheduler() {
        return Jndi.find(SCHEDULER, ScheduledExecutorService.class);
    }

    private static ThreadFactory factory(String name, ClassLoader loader) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            thread.setContextClassLoader(loader);
            return thread;
        };
    }
}
