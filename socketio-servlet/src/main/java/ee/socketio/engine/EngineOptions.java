package ee.socketio.engine;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The options of the Engine.IO server, with the reference's names and its 4.x defaults. Immutable; a bad value is an
 * {@link InvalidOptionException} that names the option, the value and the accepted range.
 *
 * @param pingInterval time between a pong and the next ping; default 25 s
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
 * @param listenerThreads where listeners run; default a bounded pool
 * @param sessionAttributes names of HTTP session attributes that are copied into {@link EngineRequest}
 * @param errorListener is told about every exception of a listener, middleware or hook, on the thread where it happened;
 *     default null: they are logged
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
        Set<String> sessionAttributes,
        @Nullable Consumer<ListenerError> errorListener) {

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
        if (transports.isEmpty()) {
            throw new InvalidOptionException("transports", transports, "at least one of polling, websocket");
        }
        transports = Set.copyOf(transports);
        sessionAttributes = Set.copyOf(sessionAttributes);
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
    public static final class Builder extends Settings<Builder> {

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

    /**
     * The setters of the engine's options, shared by every builder that has them.
     *
     * @param <B> the builder
     */
    public abstract static class Settings<B extends Settings<B>> {
        private Duration pingInterval = Duration.ofSeconds(25);
        private Duration pingTimeout = Duration.ofSeconds(20);
        private Duration upgradeTimeout = Duration.ofSeconds(10);
        private int maxHttpBufferSize = 1_000_000;
        private Set<TransportName> transports = EnumSet.allOf(TransportName.class);
        private boolean allowUpgrades = true;
        private int httpCompressionThreshold = 1024;
        private boolean perMessageDeflate;
        private @Nullable CookieOptions cookie;
        private @Nullable CorsOptions cors;
        private boolean checkWebSocketOrigin = true;
        private boolean addTrailingSlash = true;
        private RequestGuard allowRequest = RequestGuard.allowAll();
        private @Nullable IdGenerator idGenerator;
        private long maxOutboundBytes = 64L << 20;
        private int maxInboundPackets = 1000;
        private ListenerThreads listenerThreads = ListenerThreads.pool();
        private Set<String> sessionAttributes = Set.of();
        private @Nullable Consumer<ListenerError> errorListener;

        /** For builders. */
        protected Settings() {}

        /** This builder. */
        protected abstract B self();

        /** The engine's part of the options. */
        protected final EngineOptions engineOptions() {
            return new EngineOptions(
                    pingInterval,
                    pingTimeout,
                    upgradeTimeout,
                    maxHttpBufferSize,
                    transports,
                    allowUpgrades,
                    httpCompressionThreshold,
                    perMessageDeflate,
                    cookie,
                    cors,
                    checkWebSocketOrigin,
                    addTrailingSlash,
                    allowRequest,
                    idGenerator,
                    maxOutboundBytes,
                    maxInboundPackets,
                    listenerThreads,
                    sessionAttributes,
                    errorListener);
        }

        /** Time between a pong and the next ping; 1 ms to one day. */
        public B pingInterval(Duration pingInterval) {
            this.pingInterval = pingInterval;
            return self();
        }

        /** Time that a client has for its pong; 1 ms to one day. */
        public B pingTimeout(Duration pingTimeout) {
            this.pingTimeout = pingTimeout;
            return self();
        }

        /** Time that an upgrade may take; 1 ms to one day. */
        public B upgradeTimeout(Duration upgradeTimeout) {
            this.upgradeTimeout = upgradeTimeout;
            return self();
        }

        /** Bytes of one POST body and of one WebSocket message. */
        public B maxHttpBufferSize(int bytes) {
            this.maxHttpBufferSize = bytes;
            return self();
        }

        /** The enabled transports. */
        public B transports(TransportName... transports) {
            this.transports = Set.copyOf(List.of(transports));
            return self();
        }

        /** Whether the handshake offers the upgrade to WebSocket. */
        public B allowUpgrades(boolean allowUpgrades) {
            this.allowUpgrades = allowUpgrades;
            return self();
        }

        /** Switches the compression of polling responses on, from 1024 bytes, or off. */
        public B httpCompression(boolean compress) {
            return httpCompression(compress ? 1024 : -1);
        }

        /** Compresses polling responses of at least this many bytes. */
        public B httpCompression(int threshold) {
            this.httpCompressionThreshold = threshold;
            return self();
        }

        /** Whether the WebSocket extension permessage-deflate is negotiated. */
        public B perMessageDeflate(boolean perMessageDeflate) {
            this.perMessageDeflate = perMessageDeflate;
            return self();
        }

        /** Sets the session id as a cookie on the polling handshake; null for no cookie. */
        public B cookie(@Nullable CookieOptions cookie) {
            this.cookie = cookie;
            return self();
        }

        /** Cross-origin rules; null for none. */
        public B cors(@Nullable CorsOptions cors) {
            this.cors = cors;
            return self();
        }

        /** Whether, with {@code cors} configured, an upgrade from a foreign origin is refused. */
        public B checkWebSocketOrigin(boolean check) {
            this.checkWebSocketOrigin = check;
            return self();
        }

        /** Whether the path needs its trailing slash. */
        public B addTrailingSlash(boolean addTrailingSlash) {
            this.addTrailingSlash = addTrailingSlash;
            return self();
        }

        /** Decides about handshakes, now or later. */
        public B allowRequest(RequestGuard allowRequest) {
            this.allowRequest = allowRequest;
            return self();
        }

        /** Makes session ids; null for 15 bytes of {@code SecureRandom} in URL-safe base64. */
        public B idGenerator(@Nullable IdGenerator idGenerator) {
            this.idGenerator = idGenerator;
            return self();
        }

        /** Bytes that may wait for one slow client before its session is closed. */
        public B maxOutboundBytes(long bytes) {
            this.maxOutboundBytes = bytes;
            return self();
        }

        /** Messages of one client that may wait for its listeners before reading stops. */
        public B maxInboundPackets(int packets) {
            this.maxInboundPackets = packets;
            return self();
        }

        /** Where listeners run. */
        public B listenerThreads(ListenerThreads listenerThreads) {
            this.listenerThreads = listenerThreads;
            return self();
        }

        /** HTTP session attributes to copy into the handshake. */
        public B sessionAttributes(String... names) {
            this.sessionAttributes = Set.copyOf(List.of(names));
            return self();
        }

        /** Is told about every exception of a listener, middleware or hook; null logs them. */
        public B errorListener(@Nullable Consumer<ListenerError> errorListener) {
            this.errorListener = errorListener;
            return self();
        }
    }
}
