package ee.socketio.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import ee.socketio.adapter.LogTransport.StoredSession;
import ee.socketio.spi.MalformedPacketException;
import ee.socketio.spi.SavedSession;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The sessions of one namespace of this server, in Redis. */
final class SessionKeys {

    private static final System.Logger LOG = System.getLogger("ee.socketio.redis");

    /** More than servers give out, of Java and of Node.js. */
    private static final int LONGEST_SECRET = 100;

    /** Whether what is kept, if anything, is this server's. */
    private static final String IF_OWN = """
            local kept = redis.call('get', KEYS[1])
            if kept and string.sub(kept, 1, #ARGV[1]) ~= ARGV[1] then return 0 end
            """;

    private static final String SAVE_OWN = IF_OWN + "redis.call('set', KEYS[1], ARGV[2], 'PX', ARGV[3]) return 1";
    private static final String DELETE_OWN = IF_OWN + "return redis.call('del', KEYS[1])";

    private final Publisher redis;
    private final String prefix;
    private final SessionWire wire;
    private final byte[] owner;
    /** The secrets of connected sockets that were saved. */
    private final Set<String> saved = ConcurrentHashMap.newKeySet();

    SessionKeys(Publisher redis, String prefix, SessionWire wire) {
        this.redis = redis;
        this.prefix = prefix;
        this.wire = wire;
        this.owner = wire.owner();
    }

    /**
     * Saves a session. The first time in place of whatever is there: the socket has just come to this server. Later not in place of
     * another server's: the client has gone on there, and this server has not heard of it.
     */
    void save(SavedSession session, boolean live, Duration time) {
        byte[] value;
        try {
            value = wire.write(session, live);
        } catch (RuntimeException e) { // also of data that somebody changes just now
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The session of {0} cannot be kept, its data cannot be written: {1}",
                    session.id(),
                    String.valueOf(e.getMessage()));
            return;
        }
        String secret = session.privateId();
        boolean first = live ? saved.add(secret) : !saved.remove(secret);
        if (first) {
            report(redis.send(
                    value.length, commands -> commands.async().set(prefix + secret, value, SetArgs.Builder.px(time))));
        } else {
            script(
                    SAVE_OWN,
                    secret,
                    owner,
                    value,
                    Long.toString(time.toMillis()).getBytes(UTF_8));
        }
    }

    private void script(String script, String secret, byte[]... arguments) {
        String[] keys = {prefix + secret};
        long size = Stream.of(arguments).mapToLong(argument -> argument.length).sum();
        report(redis.send(
                size, commands -> commands.async().<Long>eval(script, ScriptOutputType.INTEGER, keys, arguments)));
    }

    private void report(CompletionStage<?> sent) {
        CompletionStage<?> unused = sent.whenComplete((answer, failure) -> {
            if (failure != null) {
                redis.lost(failure);
            }
        });
    }

    CompletionStage<@Nullable StoredSession> take(String privateId) {
        if (privateId.length() > LONGEST_SECRET) { // a client may send anything, and it waits for Redis
            return CompletableFuture.completedStage(null);
        }
        CompletionStage<byte[]> taken =
                redis.send(0, commands -> commands.async().getdel(prefix + privateId));
        return taken.thenApply(this::read);
    }

    private @Nullable StoredSession read(byte @Nullable [] value) {
        if (value == null) {
            return null;
        }
        try {
            return wire.read(value);
        } catch (MalformedPacketException | RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "Dropped a session: {0}", e.getMessage());
            return null;
        }
    }

    void drop(String privateId) {
        if (saved.remove(privateId)) {
            script(DELETE_OWN, privateId, owner);
        }
    }
}
