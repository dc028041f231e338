package ee.socketio.cdi;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ObserverMethod;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.enterprise.inject.spi.ProcessObserverMethod;
import jakarta.enterprise.inject.spi.ProcessSessionBean;
import jakarta.enterprise.inject.spi.ProcessSyntheticObserverMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Collects the observers of sockets and the handlers while the application is deployed, so that nothing that a client
 * chooses is ever looked up in CDI. Those that can never be called fail the deployment.
 */
public class SocketIoExtension implements Extension {

    // Filled by the container's thread during the deployment, only read after it.
    private final List<Observer> observers = new ArrayList<>();
    private final List<Handler<?>> handlers = new ArrayList<>();
    private final Set<String> namespaces = new TreeSet<>();

    private final SocketContext sockets = new SocketContext();

    /** For the container. */
    public SocketIoExtension() {}

    /** The last one asked, so that what other extensions set in place of an observer is seen. */
    <T, X> void collect(@Observes @Priority(Integer.MAX_VALUE) ProcessObserverMethod<T, X> found) {
        ObserverMethod<T> method = found.getObserverMethod();
        String name = name(found);
        try {
            Observer observer = Observer.of(method, name);
            if (observer != null) {
                observers.add(observer);
            }
        } catch (IllegalArgumentException e) {
            found.addDefinitionError(e);
        }
    }

    <T> void collectHandlers(@Observes ProcessManagedBean<T> found) {
        Bean<T> bean = found.getBean();
        try {
            Handlers.of(bean, found.getAnnotatedBeanClass(), found instanceof ProcessSessionBean)
                    .forEach(this::add);
        } catch (IllegalArgumentException e) {
            found.addDefinitionError(e);
        }
        SocketController controller = found.getAnnotatedBeanClass().getAnnotation(SocketController.class);
        if (controller != null) {
            namespaces.add(Signatures.namespace(controller.value()));
        }
    }

    private void add(Handler<?> handler) {
        Handler<?> rival = Handlers.rival(handler, handlers);
        if (rival != null) {
            throw new IllegalArgumentException("The handler " + handler.name() + " answers '" + handler.event()
                    + "' in " + handler.namespace() + ", as " + rival.name() + " does: there is one ack");
        }
        handlers.add(handler);
    }

    void addScope(@Observes AfterBeanDiscovery discovery) {
        discovery.addContext(sockets);
    }

    /** The context of {@link SocketScoped}. */
    SocketContext sockets() {
        return sockets;
    }

    /** What a developer looks for: the class and the method. */
    private static String name(ProcessObserverMethod<?, ?> found) {
        ObserverMethod<?> method = found.getObserverMethod();
        String bean = method.getBeanClass().getName();
        return found instanceof ProcessSyntheticObserverMethod
                ? bean
                : bean + "." + found.getAnnotatedMethod().getJavaMember().getName();
    }

    /** Those that hear of a namespace, in the order of their priorities. */
    Observers observers(String namespace) {
        return Observers.of(observers, handlers, namespace);
    }

    /** The namespaces that have controllers. */
    Set<String> namespaces() {
        return namespaces;
    }
}
