package ee.socketio.servlet;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks in place as the thread that started the application would have run them: with its class loader as context class
 * loader and, where the container has a {@code ContextService}, with all else that one keeps, as the names in {@code
 * java:comp}. Threads that deliver news of connections may have neither, and executors hand on only what the thread has that
 * gives them a task.
 */
final class ApplicationContext implements Executor {

    private static final System.Logger LOG = System.getLogger("ee.socketio.servlet");
    private static final String SERVICE = "java:comp/DefaultContextService";
    private static final String SERVICE_TYPE = "jakarta.enterprise.concurrent.ContextService";

    private final ClassLoader loader;
    private final @Nullable Executor contextual;

    ApplicationContext(ClassLoader loader, @Nullable Executor contextual) {
        this.loader = loader;
        this.contextual = contextual;
    }

    static ApplicationContext of(ClassLoader loader) {
        Object service = Jndi.find(SERVICE, Object.class);
        return new ApplicationContext(loader, service == null ? null : contextual(service, loader));
    }

    /** By reflection, because most containers that the library runs on have no such type. */
    private static @Nullable Executor contextual(Object service, ClassLoader loader) {
        try {
            Executor inPlace = Runnable::run;
            return (Executor) Class.forName(SERVICE_TYPE, false, loader)
                    .getMethod("createContextualProxy", Object.class, Class.class)
                    .invoke(service, inPlace, Executor.class);
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "Without the container's context", e);
            return null;
        }
    }

    @Override
    public void execute(Runnable task) {
        if (contextual == null) {
            withLoader(task);
            return;
        }
        Once once = new Once(task);
        try {
            contextual.execute(once);
        } catch (Throwable t) { // an Error, too: classes of the container may be gone
            if (once.begun) { // the task's or the container's, which could not take its context back: both are over
                LOG.log(System.Logger.Level.ERROR, "A task failed in the context of the application", t);
            } else { // the application is being stopped, and the container has taken its context away already
                withLoader(task);
            }
        }
    }

    private void withLoader(Runnable task) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            task.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Confined to the thread that runs it. */
    private static final class Once implements Runnable {
        private final Runnable task;
        private boolean begun;

        Once(Runnable task) {
            this.task = task;
        }

        @Override
        public void run() {
            begun = true;
            task.run();
        }
    }
}
