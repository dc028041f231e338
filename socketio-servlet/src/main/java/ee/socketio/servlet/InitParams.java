package ee.socketio.servlet;

import ee.socketio.RecoveryOptions;
import ee.socketio.ServerOptions;
import ee.socketio.engine.CookieOptions;
import ee.socketio.engine.CorsOptions;
import ee.socketio.engine.EngineOptions;
import ee.socketio.engine.EngineSettings;
import ee.socketio.engine.InvalidOptionException;
import ee.socketio.msgpack.MessagePackParser;
import ee.socketio.servlet.ServerInitializer.Param;
import ee.socketio.spi.AdapterFactory;
import jakarta.servlet.ServletConfig;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Options from init-params, under the reference's names and in its units: milliseconds and bytes. A name that means
 * nothing is refused too: it is a typing mistake more often than not.
 */
final class InitParams {

    private final Map<String, Param> params;
    private final Function<String, @Nullable Param> elsewhere;
    private final Set<String> unused;
    /** What was read, wherever it comes from. */
    private final Map<String, Param> taken = new HashMap<>();

    private boolean v2;

    private InitParams(Map<String, Param> params, Function<String, @Nullable Param> elsewhere) {
        this.params = params;
        this.elsewhere = elsewhere;
        this.unused = new HashSet<>(params.keySet());
    }

    static InitParams of(ServletConfig config) {
        return of(config, Map.of(), name -> null);
    }

    /** With values below the init-params, and such that go before them. */
    static InitParams of(ServletConfig config, Map<String, Param> below, Function<String, @Nullable Param> elsewhere) {
        Map<String, Param> params = new HashMap<>(below);
        String source = "init-param of servlet '" + config.getServletName() + "'";
        for (String name : Collections.list(config.getInitParameterNames())) {
            params.put(name, new Param(config.getInitParameter(name), source));
        }
        return new InitParams(params, elsewhere);
    }

    /** All of them above the defaults that one of them chooses; checked, so that a mistake can be told with its place. */
    ServerOptions.Builder serverOptions() {
        try {
            read("defaults", ParamChoices::isV2, chosen -> v2 = chosen);
            ServerOptions.Builder options = v2 ? ServerOptions.v2Defaults() : ServerOptions.builder();
            applyTo(options);
            var unused = options.build();
            return options;
        } catch (InvalidOptionException e) {
            throw located(e);
        }
    }

    private InvalidOptionException located(InvalidOptionException mistake) {
        Param param = taken.get(mistake.option());
        return param == null ? mistake : mistake.from(param.source());
    }

    private void applyTo(ServerOptions.Builder options) {
        applyEngine(options);
        read("connectTimeout", this::millis, options::connectTimeout);
        read("serveClient", this::bool, options::serveClient);
        read("clientVersion", ParamChoices::clientVersion, options::clientVersion);
        read("maxAttachments", ParamChoices::integer, options::maxAttachments);
        read("validation", this::bool, options::validation);
        read("parser", ParamChoices::isMessagePack, chosen -> options.parser(chosen ? MessagePackParser::new : null));
        read("eventsPerSecond", ParamChoices::integer, options::eventsPerSecond);
        read("cleanupEmptyChildNamespaces", this::bool, options::cleanupEmptyChildNamespaces);
        read("maxChildNamespaces", ParamChoices::integer, options::maxChildNamespaces);
        applyRecovery(options);
        applyAdapter(options);
        refuseUnused();
    }

    private void applyAdapter(ServerOptions.Builder options) {
        AdapterFactory adapter = AdapterParam.read(this::take);
        if (adapter != null) {
            options.adapter(adapter);
        }
    }

    /** Any detail switches it on, unless it is switched off in so many words. */
    private void applyRecovery(ServerOptions.Builder options) {
        String name = "connectionStateRecovery";
        Boolean[] on = {null};
        RecoveryOptions[] recovery = {RecoveryOptions.defaults()};
        read(name, this::bool, chosen -> on[0] = chosen);
        read(
                name + ".maxDisconnectionDuration",
                this::millis,
                chosen -> recovery[0] = recovery[0].withMaxDisconnectionDuration(chosen));
        read(name + ".maxBytes", ParamChoices::number, chosen -> recovery[0] = recovery[0].withMaxBytes(chosen));
        read(name + ".skipMiddlewares", this::bool, chosen -> recovery[0] = recovery[0].withSkipMiddlewares(chosen));
        if (on[0] == null ? anyOf(name + ".") : on[0]) {
            options.connectionStateRecovery(recovery[0]);
        }
    }

    void applyTo(EngineOptions.Builder options) {
        applyEngine(options);
        refuseUnused();
    }

    private void applyEngine(EngineSettings<?> options) {
        read("pingInterval", this::millis, options::pingInterval);
        read("pingTimeout", this::millis, options::pingTimeout);
        read("upgradeTimeout", this::millis, options::upgradeTimeout);
        read("maxHttpBufferSize", ParamChoices::integer, options::maxHttpBufferSize);
        read("transports", ParamChoices::transports, options::transports);
        read("allowUpgrades", this::bool, options::allowUpgrades);
        read("httpCompression", ParamChoices::compression, options::httpCompression);
        read("perMessageDeflate", this::bool, options::perMessageDeflate);
        read("checkWebSocketOrigin", this::bool, options::checkWebSocketOrigin);
        read("addTrailingSlash", this::bool, options::addTrailingSlash);
        read("maxOutboundBytes", ParamChoices::number, options::maxOutboundBytes);
        read("maxInboundPackets", ParamChoices::integer, options::maxInboundPackets);
        read("listenerThreads", ParamChoices::listenerThreads, options::listenerThreads);
        read("executor", ParamChoices::executor, options::listenerThreads);
        read("scheduledExecutor", ParamChoices::scheduledExecutor, options::scheduledExecutor);
        read("sessionAttributes", this::list, names -> options.sessionAttributes(names.toArray(new String[0])));
        read("disconnectOnSessionEnd", this::bool, options::disconnectOnSessionEnd);
        read("roles", this::list, names -> options.roles(names.toArray(new String[0])));
        read("initialPacket", this::text, options::initialPacket);
        read("maxSessions", ParamChoices::integer, options::maxSessions);
        read("maxSessionsPerAddress", ParamChoices::integer, options::maxSessionsPerAddress);
        read("handshakesPerSecond", ParamChoices::integer, options::handshakesPerSecond);
        read("allowEIO3", this::bool, options::allowEIO3);
        read("jsonp", this::bool, options::jsonp);
        applyCookie(options);
        applyOrigins(options);
        applyCors(options);
    }

    /** Before {@code cors}, which has the last word on headers. */
    @SuppressWarnings("deprecation") // the names of 2.x
    private void applyOrigins(EngineSettings<?> options) {
        read("origins", this::text, options::origins);
    }

    @SuppressWarnings("deprecation") // cookiePath and cookieHttpOnly are names of 2.x
    private void applyCookie(EngineSettings<?> options) {
        read("cookiePath", this::textOrNone, path -> options.cookiePath(path.orElse(null)));
        read("cookieHttpOnly", this::bool, options::cookieHttpOnly);
        String flagOrName = take("cookie");
        CookieOptions.Builder cookie = CookieOptions.builder().sameSite(v2 ? "Strict" : "Lax");
        if (flagOrName != null && !isBoolean(flagOrName)) {
            cookie.name(flagOrName);
        }
        read("cookie.name", this::text, cookie::name);
        read("cookie.path", this::textOrNone, path -> cookie.path(path.orElse(null)));
        read("cookie.httpOnly", this::bool, cookie::httpOnly);
        read("cookie.secure", this::bool, cookie::secure);
        read("cookie.sameSite", this::textOrNone, sameSite -> cookie.sameSite(sameSite.orElse(null)));
        read("cookie.domain", this::text, cookie::domain);
        read("cookie.maxAge", this::seconds, cookie::maxAge);
        read("cookie.expires", this::instant, cookie::expires);
        read("cookie.partitioned", this::bool, cookie::partitioned);
        read("cookie.priority", this::text, cookie::priority);
        CookieOptions detailed = cookie.build();
        boolean on = flagOrName == null ? anyOf("cookie.") : !flagOrName.equals("false");
        if (on || flagOrName != null) {
            options.cookie(on ? detailed : null);
        }
    }

    private void applyCors(EngineSettings<?> options) {
        CorsOptions.Builder cors = CorsOptions.builder();
        read("cors.origin", OriginParam::parse, cors::origin);
        read("cors.credentials", this::bool, cors::credentials);
        read("cors.methods", this::list, values -> cors.methods(values.toArray(new String[0])));
        read("cors.allowedHeaders", this::list, values -> cors.allowedHeaders(values.toArray(new String[0])));
        read("cors.exposedHeaders", this::list, values -> cors.exposedHeaders(values.toArray(new String[0])));
        read("cors.maxAge", this::seconds, cors::maxAge);
        read("cors.optionsSuccessStatus", ParamChoices::integer, cors::optionsSuccessStatus);
        read("cors.preflightContinue", this::bool, cors::preflightContinue);
        if (anyOf("cors.")) {
            options.cors(cors.build());
        }
    }

    private interface Reader<T> {
        T read(String name, String value);
    }

    private <T> void read(String name, Reader<T> reader, Consumer<T> option) {
        String value = take(name);
        if (value != null) {
            option.accept(reader.read(name, value));
        }
    }

    private @Nullable String take(String name) {
        unused.remove(name);
        Param before = elsewhere.apply(name);
        Param param = before == null ? params.get(name) : before;
        if (param == null) {
            return null;
        }
        taken.put(name, param);
        return param.value().strip();
    }

    /** Whether there were values for options whose names begin so; asked after they were read. */
    private boolean anyOf(String prefix) {
        return taken.keySet().stream().anyMatch(name -> name.startsWith(prefix));
    }

    private void refuseUnused() {
        params.forEach((name, param) -> {
            if (unused.contains(name)) {
                throw new InvalidOptionException(name, param.value(), "removed: there is no such option")
                        .from(param.source());
            }
        });
    }

    private String text(String name, String value) {
        return value;
    }

    /** Nothing for {@code false}, as the reference writes what is to be left out. */
    private Optional<String> textOrNone(String name, String value) {
        return value.equals("false") ? Optional.empty() : Optional.of(value);
    }

    private Instant instant(String name, String value) {
        try {
            return Instant.parse(value);
        } catch (DateTimeParseException e) {
            throw new InvalidOptionException(name, value, "a time such as 2030-12-31T23:59:59Z");
        }
    }

    private Duration millis(String name, String value) {
        return Duration.ofMillis(ParamChoices.number(name, value));
    }

    private Duration seconds(String name, String value) {
        return Duration.ofSeconds(ParamChoices.number(name, value));
    }

    private boolean bool(String name, String value) {
        if (!isBoolean(value)) {
            throw new InvalidOptionException(name, value, "true or false");
        }
        return value.equals("true");
    }

    private List<String> list(String name, String value) {
        return split(value);
    }

    static List<String> split(String value) {
        return Arrays.stream(value.split(","))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    static <T> T parse(String name, String value, Function<String, T> parser, String accepted) {
        try {
            return parser.apply(value);
        } catch (NumberFormatException e) {
            throw new InvalidOptionException(name, value, accepted);
        }
    }

    static boolean isBoolean(String value) {
        return value.equals("true") || value.equals("false");
    }
}
