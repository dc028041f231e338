package ee.socketio.engine;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The setters of the engine's options, shared by every builder that has them. What they mean and their defaults are told at
 * {@link EngineOptions}.
 *
 * @param <B> the builder
 */
public abstract class EngineSettings<B extends EngineSettings<B>> implements OldSettings<B> {
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
    private ListenerThreads listenerThreads = ListenerThreads.container();
    private @Nullable ScheduledExecutorService scheduledExecutor;
    private Set<String> sessionAttributes = Set.of();
    private boolean disconnectOnSessionEnd;
    private Set<String> roles = Set.of();
    private @Nullable Consumer<ListenerError> errorListener;
    private @Nullable String initialPacket;
    private int maxSessions;
    private int maxSessionsPerAddress;
    private int handshakesPerSecond;
    private boolean allowEIO3;
    private boolean jsonp = true;
    private @Nullable OriginDecider origins;
    private OldCookie oldCookie = OldCookie.UNSET;

    /** For builders. */
    protected EngineSettings() {}

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
                oldCookie.over(cookie),
                cors,
                checkWebSocketOrigin,
                addTrailingSlash,
                origins == null ? allowRequest : new OriginGuard(origins, allowRequest),
                idGenerator,
                maxOutboundBytes,
                maxInboundPackets,
                listenerThreads,
                scheduledExecutor,
                sessionAttributes,
                disconnectOnSessionEnd,
                roles,
                errorListener,
                initialPacket,
                maxSessions,
                maxSessionsPerAddress,
                handshakesPerSecond,
                allowEIO3,
                jsonp);
    }

    /**
     * Sets what these options have otherwise than by default, and leaves the rest as it is: options do not remember whether a
     * default was set or left alone.
     */
    public B overlay(EngineOptions options) {
        EngineOverlay.of(options).applyTo(this);
        return self();
    }

    /** Time between a pong and the next ping, or, of old clients, between their pings; 1 ms to one day. */
    public B pingInterval(Duration pingInterval) {
        this.pingInterval = pingInterval;
        return self();
    }

    /** Time that a client has for its pong, or an old client's ping may be late; 1 ms to one day. */
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
    @Override
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

    /** Runs the timers, and is not stopped by the server; null for the container's or an own thread. */
    public B scheduledExecutor(@Nullable ScheduledExecutorService executor) {
        this.scheduledExecutor = executor;
        return self();
    }

    /** HTTP session attributes to copy into the handshake. */
    public B sessionAttributes(String... names) {
        this.sessionAttributes = Set.copyOf(List.of(names));
        return self();
    }

    /**
     * Whether clients are disconnected when the HTTP session ends that they had at their handshake. With connection state recovery a
     * client that is away at that moment may still come back: let a middleware look at its new handshake.
     */
    public B disconnectOnSessionEnd(boolean disconnect) {
        this.disconnectOnSessionEnd = disconnect;
        return self();
    }

    /** Names of roles to ask the container for at every handshake, beside those that the deployment declares. */
    public B roles(String... names) {
        this.roles = Set.copyOf(List.of(names));
        return self();
    }

    /** Is told about every exception of a listener, middleware or hook; null logs them. */
    public B errorListener(@Nullable Consumer<ListenerError> errorListener) {
        this.errorListener = errorListener;
        return self();
    }

    /** A text message that every client gets right after the handshake; null for none. */
    public B initialPacket(@Nullable String text) {
        this.initialPacket = text;
        return self();
    }

    /** Sessions that may live at once; 0 for any number. */
    public B maxSessions(int sessions) {
        this.maxSessions = sessions;
        return self();
    }

    /** Sessions of one remote address that may live at once; 0 for any number. */
    public B maxSessionsPerAddress(int sessions) {
        this.maxSessionsPerAddress = sessions;
        return self();
    }

    /** Handshakes that are looked at per second, with a burst of as many; 0 for any number. */
    public B handshakesPerSecond(int handshakes) {
        this.handshakesPerSecond = handshakes;
        return self();
    }

    /** Whether clients of Socket.IO 1.x and 2.x (Engine.IO revision 3) are served too. */
    public B allowEIO3(boolean allow) {
        this.allowEIO3 = allow;
        return self();
    }

    /** Whether old clients may poll by script elements (JSONP), if they are served at all; {@code cors} does not concern it. */
    public B jsonp(boolean jsonp) {
        this.jsonp = jsonp;
        return self();
    }

    @Override
    @Deprecated(since = "0.1.0")
    public B origins(OriginDecider decider) {
        this.origins = decider;
        return cors(OriginGuard.cors(origin -> true));
    }

    @Override
    @Deprecated(since = "0.1.0")
    public B cookiePath(@Nullable String path) {
        this.oldCookie = oldCookie.withPath(path);
        return self();
    }

    @Override
    @Deprecated(since = "0.1.0")
    public B cookieHttpOnly(boolean httpOnly) {
        this.oldCookie = oldCookie.withHttpOnly(httpOnly);
        return self();
    }
}
