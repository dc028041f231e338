package ee.socketio.engine;

import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sets what differs from the defaults, and nothing else.
 *
 * @param given the options
 * @param defaults the defaults
 */
record EngineOverlay(EngineOptions given, EngineOptions defaults) {

    static EngineOverlay of(EngineOptions given) {
        return new EngineOverlay(given, EngineOptions.builder().build());
    }

    void applyTo(EngineSettings<?> options) {
        set(EngineOptions::pingInterval, options::pingInterval);
        set(EngineOptions::pingTimeout, options::pingTimeout);
        set(EngineOptions::upgradeTimeout, options::upgradeTimeout);
        set(EngineOptions::maxHttpBufferSize, options::maxHttpBufferSize);
        set(EngineOptions::transports, names -> options.transports(names.toArray(new TransportName[0])));
        set(EngineOptions::allowUpgrades, options::allowUpgrades);
        this.<Integer>set(EngineOptions::httpCompressionThreshold, options::httpCompression);
        set(EngineOptions::perMessageDeflate, options::perMessageDeflate);
        set(EngineOptions::cookie, options::cookie);
        set(EngineOptions::cors, options::cors);
        set(EngineOptions::checkWebSocketOrigin, options::checkWebSocketOrigin);
        set(EngineOptions::addTrailingSlash, options::addTrailingSlash);
        set(EngineOptions::allowRequest, options::allowRequest);
        set(EngineOptions::idGenerator, options::idGenerator);
        set(EngineOptions::maxOutboundBytes, options::maxOutboundBytes);
        set(EngineOptions::maxInboundPackets, options::maxInboundPackets);
        set(EngineOptions::listenerThreads, options::listenerThreads);
        set(EngineOptions::scheduledExecutor, options::scheduledExecutor);
        set(EngineOptions::sessionAttributes, names -> options.sessionAttributes(names.toArray(new String[0])));
        set(EngineOptions::disconnectOnSessionEnd, options::disconnectOnSessionEnd);
        set(EngineOptions::roles, names -> options.roles(names.toArray(new String[0])));
        set(EngineOptions::errorListener, options::errorListener);
        set(EngineOptions::initialPacket, options::initialPacket);
        set(EngineOptions::maxSessions, options::maxSessions);
        set(EngineOptions::maxSessionsPerAddress, options::maxSessionsPerAddress);
        set(EngineOptions::handshakesPerSecond, options::handshakesPerSecond);
        set(EngineOptions::allowEIO3, options::allowEIO3);
        set(EngineOptions::jsonp, options::jsonp);
    }

    private <T extends @Nullable Object> void set(Function<EngineOptions, T> option, Consumer<T> setter) {
        T value = option.apply(given);
        if (!Objects.equals(value, option.apply(defaults))) {
            setter.accept(value);
        }
    }
}
