package ee.socketio.engine;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The options of the Engine.IO server, with the reference's names and its 4.x defaults. Immutable; a bad value is an
 * {@link InvalidOptionException} that names the option, the value and the accepted range.
 *
 * @param pingInterval time between a pong and the next ping; default 25 s. Clients of revision 3 ping themselves and
 *     have this and {@code pingTimeout} together for it
 * @param pingTimeout time that a client has for its pong; default 20 s
 * @param upgradeTimeout time that an upgrade may take; default 10 s
 * @param maxHttpBufferSize bytes of one POST body and of one WebSocket message; default 1,000,000
 * @param transports the enabled transports; default both
 * @param allowUpgrades whether the handshake offers the upgrade to WebSocket; default true
 * @param httpCompressionThreshold bytes from which a polling response is compressed, or -1 for never; default 1024
 * @param perMessageDeflate whether the WebSocket extension is negotiated; default false
 * @param cookie the session cookie, or null for none; default none
 * @param cors cross-origin rules, or null for none; default none
 * @param checkWebSocketOrigin whether, with {@code cors} configured, an upgrade from a foreign origin is refused; default
 *     true. The reference never does this.
 * @param addTrailingSlash whether the path needs its trailing slash; default true
 * @param allowRequest decides about handshakes; default all
 * @param idGenerator makes session ids, or null for the built-in generator
 * @param maxOutboundBytes bytes that may wait for one slow client before its session is closed; default 64 MiB. The
 *     reference has no such bound.
 * @param maxInboundPackets messages of one client that may wait for its listeners before reading stops; default 1000
 * @param listenerThreads where listeners run; default the container's executor or, where there is none, a bounded pool. The
 *     init-param {@code executor} names one
 * @param scheduledExecutor runs the timers, or null for the container's or, where there is none or {@code listenerThreads}
 *     are the server's own, a thread; never stopped by the server. The init-param has the JNDI name; default null
 * @param sessionAttributes names of HTTP session attributes that are copied into {@link EngineRequest}
 * @param disconnectOnSessionEnd whether clients are disconnected when the HTTP session ends that they had at their handshake;
 *     default false. With connection state recovery one that is away at that moment may still come back. The reference knows no
 *     such thing.
 * @param roles names of roles that {@link EngineRequest#isUserInRole} is to know, beside those that the deployment declares;
 *     default none
 * @param errorListener is told about every exception of a listener, middleware or hook, on the thread where it happened;
 *     default null: they are logged
 * @param initialPacket a text message that every client gets right after the handshake, or null; default none
 * @param maxSessions sessions that may live at once, handshakes under way included; default 0, which is any number
 * @param maxSessionsPerAddress the same for each remote address, as the container resolved it; default 0, which is any
 *     number
 * @param handshakesPerSecond handshakes that are looked at per second, whatever comes of them, with a burst of as many;
 *     default 0, which is any number. The reference has none of these three limits.
 * @param allowEIO3 whether clients of Engine.IO revision 3, which are those of Socket.IO 1.x and 2.x, are served beside
 *     those of revision 4; default false, as in the reference
 * @param jsonp whether clients of revision 3 may poll by script elements (JSONP), which any page may do whatever {@code
 *     cors} says; default true, and without a meaning unless {@code allowEIO3} is on. The reference has no such switch.
 */
public record EngineOptions(
        Duration pingInterval,
        Duration pingTimeout,
        Duration upgradeTimeout,
        int maxHttpBufferSize,
        Set<TransportName> transports,
        boolean allowUpgrades,
        int httpCompressionThreshold,
        boolean perMessageDeflate,
        @Nullable CookieOptions cookie,
        @Nullable CorsOptions cors,
        boolean checkWebSocketOrigin,
        boolean addTrailingSlash,
        RequestGuard allowRequest,
        @Nullable IdGenerator idGenerator,
        long maxOutboundBytes,
        int maxInboundPackets,
        ListenerThreads listenerThreads,
        @Nullable ScheduledExecutorService scheduledExecutor,
        Set<String> sessionAttributes,
        boolean disconnectOnSessionEnd,
        Set<String> roles,
        @Nullable Consumer<ListenerError> errorListener,
        @Nullable String initialPacket,
        int maxSessions,
        int maxSessionsPerAddress,
        int handshakesPerSecond,
        boolean allowEIO3,
        boolean jsonp) {

    private static final Duration LONGEST = Duration.ofDays(1);

    /** Checks every value. */
    public EngineOptions {
        requireDuration("pingInterval", pingInterval);
        requireDuration("pingTimeout", pingTimeout);
        requireDuration("upgradeTimeout", upgradeTimeout);
        requireRange("maxHttpBufferSize", maxHttpBufferSize, 1, Integer.MAX_VALUE);
        requireRange("httpCompression", httpCompressionThreshold, -1, Integer.MAX_VALUE);
        requireRange("maxOutboundBytes", maxOutboundBytes, 1, Long.MAX_VALUE);
        requireRange("maxInboundPackets", maxInboundPackets, 1, Integer.MAX_VALUE);
        requireRange("maxSessions", maxSessions, 0, Integer.MAX_VALUE);
        requireRange("maxSessionsPerAddress", maxSessionsPerAddress, 0, Integer.MAX_VALUE);
        requireRange("handshakesPerSecond", handshakesPerSecond, 0, 1_000_000);
        if (transports.isEmpty()) {
            throw new InvalidOptionException("transports", transports, "at least one of polling, websocket");
        }
        transports = Set.copyOf(transports);
        sessionAttributes = Set.copyOf(sessionAttributes);
        roles = Set.copyOf(roles);
    }

    /** Starts with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Checks that a duration option is between 1 ms and one day. */
    public static void requireDuration(String option, Duration value) {
        long millis = millis(value);
        if (millis < 1 || value.compareTo(LONGEST) > 0) {
            throw new InvalidOptionException(option, millis, "between 1 and " + LONGEST.toMillis() + " ms");
        }
    }

    /** Durations that no number of milliseconds can tell are as long, or as negative, as one can be. */
    private static long millis(Duration value) {
        try {
            return value.toMillis();
        } catch (ArithmeticException e) {
            return value.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    /** Checks that a number option is within its range. */
    public static void requireRange(String option, long value, long least, long most) {
        if (value < least || value > most) {
            throw new InvalidOptionException(option, value, "between " + least + " and " + most);
        }
    }

    /** Builds {@link EngineOptions}. */
    public static final class Builder extends EngineSettings<Builder> {

        private Builder() {}

        /** Checks and builds. */
        public EngineOptions build() {
            return engineOptions();
        }

        @Override
        protected Builder self() {
            return this;
        }
    }
}
