package ee.socketio.engine;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The setters that only 2.x has; other names for what the options of {@link EngineSettings} do.
 *
 * @param <B> the builder
 */
public interface OldSettings<B> {

    /** Cross-origin rules; null for none. Not one of 2.x, but {@code origins} set it. */
    B cors(@Nullable CorsOptions cors);

    /**
     * Names the origins that may use the server: {@code https://foo.example.com:443}, {@code foo.example.com:443}, {@code
     * foo.example.com:*}, {@code *:443}; {@code *:*} or {@code *} for all, which is not the default here as it was in 2.x. A
     * URL without a port has that of its scheme. Each string is one entry or several, separated by white space or commas.
     *
     * <p>Does two things. Handshakes of other origins are refused over both transports, with code 4, before {@code allowRequest}
     * is asked (which in 2.x replaced this check). The origin is the header {@code Origin} or, without one, {@code Referer}; a
     * request with neither is refused unless all are allowed or {@code *:80} is. The server's own origin is no exception. And it sets {@link #cors} as 2.x had it: allowed origins are echoed, with
     * credentials, and preflights get {@code Content-Type}; a later call of {@code cors} has other rules for the headers.
     *
     * @throws InvalidOptionException if an entry is none of these
     * @deprecated Replaced in 3.0 by {@link #cors}, with {@code checkWebSocketOrigin} for WebSockets; {@code allowRequest}
     *     refuses handshakes.
     */
    @Deprecated(since = "0.1.0")
    default B origins(String... origins) {
        return origins(List.of(origins));
    }

    /**
     * Names the origins that may use the server.
     *
     * @throws InvalidOptionException if an entry is none of those that {@link #origins(String...)} tells
     * @deprecated As {@link #origins(String...)}.
     */
    @Deprecated(since = "0.1.0")
    default B origins(List<String> origins) {
        return origins((Predicate<String>) OriginRules.of(origins));
    }

    /**
     * Says which origins may use the server, as {@link #origins(String...)} does. Called for every request that has an
     * origin and for every handshake, on container threads, so it must be fast and must not block.
     *
     * @param allowed tests the origin; {@code *} if the request does not tell it
     * @deprecated As {@link #origins(String...)}; {@link CorsOptions.Origin.Matching} takes a predicate too.
     */
    @Deprecated(since = "0.1.0")
    default B origins(Predicate<String> allowed) {
        origins((origin, decision) -> decision.accept(null, allowed.test(origin)));
        return cors(OriginGuard.cors(origin -> allowed.test(OriginGuard.origin(origin, null))));
    }

    /**
     * Decides about the origins of handshakes, now or later, with a text for those that are refused: the function of 2.x. Sets
     * {@link #cors} as it did: every origin is echoed, with credentials, since a refused one gets no session to use.
     *
     * @deprecated Replaced by {@code allowRequest}, with {@link #cors} for the headers.
     */
    @Deprecated(since = "0.1.0")
    B origins(OriginDecider decider);

    /**
     * The path of the cookie, if there is one; null leaves it out, and HttpOnly with it, as in 2.x.
     *
     * @deprecated Replaced in 3.0 by {@link CookieOptions.Builder#path}.
     */
    @Deprecated(since = "0.1.0")
    B cookiePath(@Nullable String path);

    /**
     * Whether scripts are kept from reading the cookie, if there is one.
     *
     * @deprecated Replaced in 3.0 by {@link CookieOptions.Builder#httpOnly}.
     */
    @Deprecated(since = "0.1.0")
    B cookieHttpOnly(boolean httpOnly);
}
