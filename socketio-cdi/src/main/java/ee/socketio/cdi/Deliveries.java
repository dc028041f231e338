package ee.socketio.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;

/** Notifies observers. A bean, because the container then activates the request context around each call. */
@ApplicationScoped
class Deliveries {

    /** On the socket's listener thread. What the observer throws is thrown. */
    @ActivateRequestContext
    void deliver(Observer observer, Object event) {
        observer.method().notify(new Delivery(event, observer.method().getObservedQualifiers()));
    }
}
