package ee.socketio.demo;

import ee.socketio.SocketIoServer;
import ee.socketio.demo.Payloads.Uptime;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/** Emits from a timer: every five seconds all pages are told how long the server has been up, and which one it is. */
@ApplicationScoped
class Clock {

    private static final int SECONDS = 5;

    @Inject
    SocketIoServer io;

    private long seconds;
    private @Nullable Future<?> ticks;
    private @Nullable ScheduledExecutorService own;

    void start(@Observes @Initialized(ApplicationScoped.class) ServletContext context) {
        String server = context.getServerInfo();
        ticks = timer().scheduleAtFixedRate(() -> tick(server), SECONDS, SECONDS, TimeUnit.SECONDS);
    }

    private void tick(String server) {
        seconds += SECONDS;
        io.local().emit("uptime", new Uptime(server, seconds));
    }

    /** The server's, which it stops itself; our own where it has none. */
    @SuppressWarnings("BanJNDI") // a constant name, which no client can choose
    private ScheduledExecutorService timer() {
        try {
            return InitialContext.doLookup("java:comp/DefaultManagedScheduledExecutorService");
        } catch (NamingException e) {
            own = Executors.newSingleThreadScheduledExecutor();
            return own;
        }
    }

    /** When this returns nothing of the timer is left: Tomcat warns of threads that outlive their application. */
    @PreDestroy
    void stop() {
        if (ticks != null) {
            ticks.cancel(false);
        }
        if (own != null) {
            own.shutdownNow();
            try {
                own.awaitTermination(SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // it is the container that has no more patience
            }
        }
    }
}
