package ee.socketio.it.deployed;

import ee.socketio.SocketIoServer;
import ee.socketio.cdi.OnEvent;
import ee.socketio.cdi.SocketConnected;
import ee.socketio.cdi.SocketController;
import ee.socketio.cdi.SocketDisconnected;
import ee.socketio.cdi.SocketScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;

/** What CDI adds to {@link ShortLivedServlet}: a handler, observers of both kinds, and a bean for each socket. */
@SocketController
class ShortLivedBean {

    @Inject
    SocketIoServer io;

    @Inject
    Visits visits;

    void came(@Observes SocketConnected event) {
        visits.add();
    }

    void cameLater(@ObservesAsync SocketConnected event) {
        visits.add();
    }

    @OnEvent("visits")
    int visits() {
        return visits.add();
    }

    void left(@ObservesAsync SocketDisconnected event) {
        io.emit("visits", visits.add());
    }

    /** Of one socket. */
    @SocketScoped
    static class Visits {

        private int count;

        synchronized int add() {
            return ++count;
        }
    }
}
