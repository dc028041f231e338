package ee.socketio.redis;

import ee.socketio.adapter.LogTransport.StoredSession;
import ee.socketio.spi.MalformedPacketException;
import ee.socketio.spi.SavedSession;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The sessions of one namespace of this server, in Redis. */
final class SessionKeys {

    private static final System.Logger LOG = System.getLogger("ee.socketio.redis");

    /** Deletes what this server has written, and nothing that another has written since. */
    private static final String DELETE_OWN =
            "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) else return 0 end";

    private final Publisher redis;
    private final String prefix;
    private final SessionWire wire;
    /** What was written of connected sockets, by their secrets. */
    private final Map<String, byte[]> written = new ConcurrentHashMap<>();

    SessionKeys(Publisher redis, String prefix, SessionWire wire) {
        this.redis = redis;
        this.prefix = prefix;
        this.wire = wire;
    }

    void save(SavedSession session, boolean live, Duration time) {
        byte[] value;
        try {
            value = wire.write(session, live);
        } catch (IllegalArgumentException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The session of {0} cannot be kept, its data cannot be written: {1}",
                    session.id(),
                    e.getMessage());
            return;
        }
        if (live) {
            written.put(session.privateId(), value);
        } else {
            written.remove(session.privateId());
        }
        String key = prefix + session.privateId();
        CompletionStage<?> unused = redis.send(
                        value.length, commands -> commands.async().set(key, value, SetArgs.Builder.px(time)))
                .exceptionally(failure -> {
                    redis.lost(failure);
                    return null;
                });
    }

    CompletionStage<@Nullable StoredSession> take(String privateId) {
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
        byte[] own = written.remove(privateId);
        if (own != null) {
            String[] keys = {prefix + privateId};
            CompletionStage<?> unused = redis.send(own.length, commands -> commands.async()
                            .<Long>eval(DELETE_OWN, ScriptOutputType.INTEGER, keys, own))
                    .exceptionally(failure -> {
                        redis.lost(failure);
                        return null;
                    });
        }
    }
}
