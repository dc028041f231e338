package ee.socketio.it.deployed.app;

import ee.socketio.Namespace;
import ee.socketio.Socket;
import ee.socketio.cdi.OfNamespace;
import ee.socketio.cdi.OnEvent;
import ee.socketio.cdi.SocketController;
import ee.socketio.cdi.SocketDisconnected;
import ee.socketio.it.deployed.app.Payloads.Line;
import ee.socketio.it.deployed.app.Payloads.News;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The counter: a handler, with a basket for each customer, and with an observer that nobody waits for. */
@SocketController("/counter")
class Counter {

    @Inject
    Basket basket;

    @Inject
    @OfNamespace("/desk")
    Namespace desk;

    @Inject
    Journal journal;

    @OnEvent("put")
    int put(Line line, Socket customer) {
        journal.add(customer.id(), "put " + line.item());
        return basket.put(line.count());
    }

    @OnEvent("pay")
    CompletionStage<String> pay() {
        int pieces = basket.put(0);
        desk.emit("news", new News(pieces + " sold"));
        return CompletableFuture.supplyAsync(() -> "paid for " + pieces);
    }

    void gone(@ObservesAsync @OfNamespace("/counter") SocketDisconnected event) {
        journal.add(event.socket().id(), "gone with " + basket.put(0));
    }
}
