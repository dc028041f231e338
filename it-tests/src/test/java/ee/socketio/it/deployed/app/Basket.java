package ee.socketio.it.deployed.app;

import ee.socketio.cdi.SocketScoped;
import java.util.concurrent.atomic.AtomicInteger;

/** What one customer takes: there is one for each socket. */
@SocketScoped
class Basket {

    private final AtomicInteger pieces = new AtomicInteger();

    /** How many pieces are in it then. */
    int put(int more) {
        return pieces.addAndGet(more);
    }
}
