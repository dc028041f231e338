package ee.socketio.it.cluster;

import ee.socketio.RecoveryOptions;
import ee.socketio.SocketIoServer;
import ee.socketio.conformance.ConformanceOptions;
import ee.socketio.conformance.ConformanceServer;
import ee.socketio.conformance.ConformanceServlet;
import ee.socketio.redis.Redis;
import ee.socketio.redis.RedisAdapter;
import ee.socketio.redis.StreamsOptions;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A server in a process of its own, which sends numbered events to everybody of its cluster from {@code go} to {@code stop}. Says
 * where it listens, and each number that it has sent.
 */
final class NumberingServer {

    private static final System.Logger LOG = System.getLogger(NumberingServer.class.getName());
    private static final int MILLIS_BETWEEN = 4;

    private NumberingServer() {}

    /** Starts it, with the address of Redis and its name. */
    public static void main(String[] arguments) throws Exception {
        ConformanceServlet application = new ConformanceServlet(ConformanceOptions.defaults()
                .serverOptions()
                .pingInterval(Duration.ofSeconds(25))
                .pingTimeout(Duration.ofSeconds(20))
                .connectTimeout(Duration.ofSeconds(45))
                .adapter(RedisAdapter.streams(Redis.at(arguments[0]), StreamsOptions.defaults()))
                .connectionStateRecovery(RecoveryOptions.defaults())
                .build());
        ConformanceServer server = ConformanceServer.start(0, application);
        number(server.io(), arguments[1]);
        System.out.println("ready on " + server.port());
    }

    private static void number(SocketIoServer io, String name) {
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        AtomicLong sent = new AtomicLong();
        ScheduledFuture<?>[] sending = new ScheduledFuture<?>[1];
        io.onConnection(socket -> {
            socket.on(
                    "go",
                    event -> sending[0] = clock.scheduleAtFixedRate(
                            () -> {
                                try {
                                    io.emit("number", name, sent.incrementAndGet());
                                    System.out.println("sent " + sent);
                                } catch (RuntimeException e) { // it would end without a word
                                    LOG.log(System.Logger.Level.ERROR, "Cannot send", e);
                                }
                            },
                            0,
                            MILLIS_BETWEEN,
                            TimeUnit.MILLISECONDS));
            socket.on("stop", event -> {
                sending[0].cancel(false);
                clock.execute(() -> event.ack(sent.get())); // behind the last
            });
        });
    }
}
