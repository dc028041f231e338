package ee.socketio.cdi;

import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.spi.AlterableContext;
import jakarta.enterprise.context.spi.Contextual;
import jakarta.enterprise.context.spi.CreationalContext;
import java.lang.annotation.Annotation;
import org.jspecify.annotations.Nullable;

/** The context of {@link SocketScoped}: on each thread the beans of the socket whose observer or handler it calls. */
final class SocketContext implements AlterableContext {

    /** Removed after each call, so that no thread of the container keeps a socket or the application. */
    @SuppressWarnings("ThreadLocalUsage") // one for each application
    private final ThreadLocal<SocketBeans> current = new ThreadLocal<>();

    /**
     * Makes the beans of a socket those of this thread; null for those of none.
     *
     * @return what was there before, to be put back
     */
    @Nullable SocketBeans enter(@Nullable SocketBeans beans) {
        SocketBeans before = current.get();
        if (beans == null) {
            current.remove();
        } else {
            current.set(beans);
        }
        return before;
    }

    /** The beans of this thread's socket. */
    SocketBeans current() {
        SocketBeans beans = current.get();
        if (beans == null) {
            throw new ContextNotActiveException("@SocketScoped is active in observers of sockets and in handlers only");
        }
        return beans;
    }

    @Override
    public Class<? extends Annotation> getScope() {
        return SocketScoped.class;
    }

    @Override
    public <T> T get(Contextual<T> bean, CreationalContext<T> creation) {
        return current().get(bean, creation);
    }

    @Override
    public <T> @Nullable T get(Contextual<T> bean) {
        return current().get(bean);
    }

    @Override
    public void destroy(Contextual<?> bean) {
        current().destroy(bean);
    }

    @Override
    public boolean isActive() {
        return current.get() != null;
    }
}
