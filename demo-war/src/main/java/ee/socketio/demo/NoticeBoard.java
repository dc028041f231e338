package ee.socketio.demo;

import ee.socketio.SocketIoServer;
import ee.socketio.demo.Payloads.Announcement;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;

/**
 * Emits after a transaction has committed, so that nobody hears of what was rolled back. Servers without transactions, such as
 * Jetty and Tomcat, do not know {@link Transactional}: there the observer is called at once.
 */
@ApplicationScoped
class NoticeBoard {

    record Pinned(String text) {}

    @Inject
    Event<Pinned> pinned;

    @Inject
    SocketIoServer io;

    /** Pins all of them or, if one cannot be pinned, none: that is what the transaction is for. */
    @Transactional
    void pin(List<String> notices) {
        for (String text : notices) {
            if (text.isBlank()) {
                throw new IllegalArgumentException("A notice needs a text.");
            }
            pinned.fire(new Pinned(text)); // beside writing it to a database, which is left out here
        }
    }

    void committed(@Observes(during = TransactionPhase.AFTER_SUCCESS) Pinned notice) {
        io.emit("announcement", new Announcement(notice.text(), "NoticeBoard"));
    }
}
