package ee.socketio.adapter;

import ee.socketio.spi.BroadcastTarget;
import ee.socketio.spi.BroadcastTarget.Flags;
import ee.socketio.spi.MalformedPacketException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The {@code opts} of messages. Flags that are not known are ignored; {@code local} is never sent. */
final class Targets {

    private static final long LONGEST_MILLIS = Duration.ofDays(1).toMillis();

    private Targets() {}

    static Map<String, @Nullable Object> write(BroadcastTarget target) {
        Map<String, @Nullable Object> flags = new LinkedHashMap<>();
        if (target.flags().isVolatile()) {
            flags.put("volatile", true);
        }
        if (!target.flags().compress()) {
            flags.put("compress", false);
        }
        Duration timeout = target.flags().timeout();
        if (timeout != null) {
            flags.put("timeout", timeout.toMillis());
        }
        Map<String, @Nullable Object> opts = new LinkedHashMap<>();
        opts.put("rooms", List.copyOf(target.rooms()));
        opts.put("except", List.copyOf(target.except()));
        opts.put("flags", flags);
        return opts;
    }

    static BroadcastTarget read(Fields opts) throws MalformedPacketException {
        Set<String> except = opts.has("except") ? opts.texts("except") : Set.of();
        if (!opts.has("flags")) {
            return new BroadcastTarget(opts.texts("rooms"), except, Flags.NONE);
        }
        Fields flags = opts.object("flags");
        return new BroadcastTarget(
                opts.texts("rooms"),
                except,
                new Flags(flags.isTrue("volatile"), !flags.isFalse("compress"), false, timeout(flags)));
    }

    private static @Nullable Duration timeout(Fields flags) throws MalformedPacketException {
        if (!flags.has("timeout")) {
            return null;
        }
        return Duration.ofMillis(Math.max(1, Math.min(flags.integer("timeout"), LONGEST_MILLIS)));
    }
}
