package ee.socketio;

import ee.socketio.engine.CookieOptions;
import ee.socketio.engine.EngineOptions;
import ee.socketio.engine.EngineSettings;
import ee.socketio.engine.TransportName;
import ee.socketio.spi.AdapterFactory;
import ee.socketio.spi.JsonMapper;
import ee.socketio.spi.ParserFactory;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The options of a server, with the reference's names and its 4.x defaults. Immutable; a bad value is an {@link
 * ee.socketio.engine.InvalidOptionException}.
 *
 * @param engine the options of the Engine.IO server
 * @param connectTimeout time that a client has to join its first namespace; default 45 s
 * @param serveClient whether the browser bundles are served; default true
 * @param clientVersion which client the browser bundles are; default {@link ClientVersion#V4}. The reference always serves that
 *     of its own version.
 * @param maxAttachments binary attachments that one packet of the standard parser may have, in either direction; default 10
 * @param validation whether typed arguments are validated if there is a Jakarta Validation provider; default true
 * @param eventsPerSecond events that one socket may send per second, with a burst of as many, before its connection is
 *     closed with a {@link TooManyEventsException}; default 0, which is any number. The reference has no such limit.
 * @param jsonMapper maps application values, or null for JSON-B
 * @param parser makes the parser, or null for the standard one; {@code MessagePackParser::new} for MessagePack
 * @param adapter makes the adapters, or null for the one in memory
 * @param connectionStateRecovery what is kept for clients that lose their connection, or null for nothing; default nothing
 * @param cleanupEmptyChildNamespaces whether a namespace that a client created ends with its last socket; default false
 * @param maxChildNamespaces namespaces that clients may create in all; default 10,000. The reference has no such bound.
 */
public record ServerOptions(
        EngineOptions engine,
        Duration connectTimeout,
        boolean serveClient,
        ClientVersion clientVersion,
        int maxAttachments,
        boolean validation,
        int eventsPerSecond,
        @Nullable JsonMapper jsonMapper,
        @Nullable ParserFactory parser,
        @Nullable AdapterFactory adapter,
        @Nullable RecoveryOptions connectionStateRecovery,
        boolean cleanupEmptyChildNamespaces,
        int maxChildNamespaces) {

    /** Checks every value. */
    public ServerOptions {
        EngineOptions.requireDuration("connectTimeout", connectTimeout);
        EngineOptions.requireRange("maxAttachments", maxAttachments, 0, 10_000);
        EngineOptions.requireRange("maxChildNamespaces", maxChildNamespaces, 0, Integer.MAX_VALUE);
        EngineOptions.requireRange("eventsPerSecond", eventsPerSecond, 0, 1_000_000);
    }

    /** Starts with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Starts with the defaults of the 2.x documentation, for applications and clients that come from there: {@code
     * pingTimeout} 5 s, {@code pingInterval} 25 s, {@code upgradeTimeout} 10 s, {@code maxHttpBufferSize} 100,000,000, both
     * transports with upgrades, no {@code perMessageDeflate}, {@code httpCompression} on, the cookie {@code io} with path
     * {@code /}, HttpOnly and SameSite Strict, every origin with credentials, the browser bundles of 2.x, and {@code allowEIO3}
     * on. What is not named here, and what is set afterwards, is as with {@link #builder()}.
     *
     * <p><b>Two of these are unsafe</b>, which is why later versions have others. Every origin with credentials: any page that
     * a user opens may connect with that user's cookies and client certificates, and read and send whatever the user could; name
     * your {@code origins}, or {@code cors} together with {@code jsonp(false)}, which {@code cors} does not concern, unless nothing on the server depends on who the user is. 100 MB: one client
     * makes the server buffer that much, several of them exhaust its memory; set {@code maxHttpBufferSize} to what your
     * messages need. And 5 s for a pong, which goes for clients of 3.x and 4.x, is short for slow networks.
     */
    @SuppressWarnings("deprecation") // origins in the form of 2.x is what is meant
    public static Builder v2Defaults() {
        return builder()
                .pingTimeout(Duration.ofSeconds(5))
                .pingInterval(Duration.ofSeconds(25))
                .upgradeTimeout(Duration.ofSeconds(10))
                .maxHttpBufferSize(100_000_000)
                .transports(TransportName.POLLING, TransportName.WEBSOCKET)
                .allowUpgrades(true)
                .perMessageDeflate(false)
                .httpCompression(true)
                .cookie(CookieOptions.builder().sameSite("Strict").build())
                .origins("*:*")
                .allowEIO3(true)
                .serveClient(true)
                .clientVersion(ClientVersion.V2);
    }

    /** Builds {@link ServerOptions}; it has the setters of the engine too. */
    public static final class Builder extends EngineSettings<Builder> {
        private Duration connectTimeout = Duration.ofSeconds(45);
        private boolean serveClient = true;
        private ClientVersion clientVersion = ClientVersion.V4;
        private int maxAttachments = 10;
        private boolean validation = true;
        private int eventsPerSecond;
        private @Nullable JsonMapper jsonMapper;
        private @Nullable ParserFactory parser;
        private @Nullable AdapterFactory adapter;
        private @Nullable RecoveryOptions connectionStateRecovery;
        private boolean cleanupEmptyChildNamespaces;
        private int maxChildNamespaces = 10_000;

        private Builder() {}

        /**
         * Sets what these options, those of the engine too, have otherwise than by default, and leaves the rest as it is: options
         * do not remember whether a default was set or left alone.
         */
        public Builder overlay(ServerOptions options) {
            overlay(options.engine);
            ServerOptions defaults = builder().build();
            set(options, defaults, ServerOptions::connectTimeout, this::connectTimeout);
            set(options, defaults, ServerOptions::serveClient, this::serveClient);
            set(options, defaults, ServerOptions::clientVersion, this::clientVersion);
            set(options, defaults, ServerOptions::maxAttachments, this::maxAttachments);
            set(options, defaults, ServerOptions::validation, this::validation);
            set(options, defaults, ServerOptions::eventsPerSecond, this::eventsPerSecond);
            set(options, defaults, ServerOptions::jsonMapper, this::jsonMapper);
            set(options, defaults, ServerOptions::parser, this::parser);
            set(options, defaults, ServerOptions::adapter, this::adapter);
            set(options, defaults, ServerOptions::connectionStateRecovery, this::connectionStateRecovery);
            set(options, defaults, ServerOptions::cleanupEmptyChildNamespaces, this::cleanupEmptyChildNamespaces);
            set(options, defaults, ServerOptions::maxChildNamespaces, this::maxChildNamespaces);
            return this;
        }

        private static <T extends @Nullable Object> void set(
                ServerOptions given, ServerOptions defaults, Function<ServerOptions, T> option, Consumer<T> setter) {
            T value = option.apply(given);
            if (!Objects.equals(value, option.apply(defaults))) {
                setter.accept(value);
            }
        }

        /** Time that a client has to join its first namespace; 1 ms to one day. */
        public Builder connectTimeout(Duration connectTimeout) {
            this.connectTimeout = connectTimeout;
            return this;
        }

        /** Whether the browser bundles are served. */
        public Builder serveClient(boolean serveClient) {
            this.serveClient = serveClient;
            return this;
        }

        /** Which client the browser bundles are, if they are served. */
        public Builder clientVersion(ClientVersion version) {
            this.clientVersion = version;
            return this;
        }

        /** Binary attachments that one packet of the standard parser may have, in either direction; 0 to 10,000. */
        public Builder maxAttachments(int maxAttachments) {
            this.maxAttachments = maxAttachments;
            return this;
        }

        /** Whether typed arguments of listeners are validated, if there is a provider of Jakarta Validation. */
        public Builder validation(boolean validation) {
            this.validation = validation;
            return this;
        }

        /** Events that one socket may send per second, with a burst of as many; 0 for any number. */
        public Builder eventsPerSecond(int events) {
            this.eventsPerSecond = events;
            return this;
        }

        /** Maps application values; null for JSON-B. */
        public Builder jsonMapper(@Nullable JsonMapper jsonMapper) {
            this.jsonMapper = jsonMapper;
            return this;
        }

        /** Makes the parser; null for the standard one, {@code MessagePackParser::new} for MessagePack. */
        public Builder parser(@Nullable ParserFactory parser) {
            this.parser = parser;
            return this;
        }

        /** Makes one adapter for each namespace; null for the one in memory. */
        public Builder adapter(@Nullable AdapterFactory adapter) {
            this.adapter = adapter;
            return this;
        }

        /** Keeps sessions and packets for clients that lose their connection; null for nothing. */
        public Builder connectionStateRecovery(@Nullable RecoveryOptions recovery) {
            this.connectionStateRecovery = recovery;
            return this;
        }

        /** Whether a namespace that a client created ends with its last socket. */
        public Builder cleanupEmptyChildNamespaces(boolean cleanup) {
            this.cleanupEmptyChildNamespaces = cleanup;
            return this;
        }

        /** Namespaces that clients may create in all; from 0. */
        public Builder maxChildNamespaces(int most) {
            this.maxChildNamespaces = most;
            return this;
        }

        /** Checks and builds. */
        public ServerOptions build() {
            return new ServerOptions(
                    engineOptions(),
                    connectTimeout,
                    serveClient,
                    clientVersion,
                    maxAttachments,
                    validation,
                    eventsPerSecond,
                    jsonMapper,
                    parser,
                    adapter,
                    connectionStateRecovery,
                    cleanupEmptyChildNamespaces,
                    maxChildNamespaces);
        }

        @Override
        protected Builder self() {
            return this;
        }
    }
}
