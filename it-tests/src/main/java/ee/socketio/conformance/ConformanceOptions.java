package ee.socketio.conformance;

import ee.socketio.RecoveryOptions;
import ee.socketio.ServerOptions;
import ee.socketio.engine.CorsOptions;
import ee.socketio.engine.ListenerThreads;
import ee.socketio.msgpack.MessagePackParser;
import ee.socketio.spi.ParserFactory;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The command line of the conformance server. Times are milliseconds, sizes are bytes. */
public final class ConformanceOptions {

    /** What each option does to those of the server. */
    private static final Map<String, BiConsumer<ServerOptions.Builder, String>> OPTIONS = Map.ofEntries(
            Map.entry("--ping-interval", (server, value) -> server.pingInterval(millis(value))),
            Map.entry("--ping-timeout", (server, value) -> server.pingTimeout(millis(value))),
            Map.entry("--max-payload", (server, value) -> server.maxHttpBufferSize(Integer.parseInt(value))),
            Map.entry("--connect-timeout", (server, value) -> server.connectTimeout(millis(value))),
            Map.entry("--cors", (server, value) -> server.cors(cors(value))),
            Map.entry("--listeners", (server, value) -> server.listenerThreads(listeners(value))),
            Map.entry("--parser", (server, value) -> server.parser(parser(value))),
            Map.entry("--recovery", (server, value) -> server.connectionStateRecovery(recovery(value))),
            Map.entry("--max-outbound", (server, value) -> server.maxOutboundBytes(Long.parseLong(value))));

    /** Those without a value. */
    private static final Map<String, Consumer<ServerOptions.Builder>> FLAGS = Map.of(
            "--per-message-deflate", server -> server.perMessageDeflate(true),
            "--eio3", server -> server.allowEIO3(true));

    private final ServerOptions.Builder server;
    private final RedisArguments cluster = new RedisArguments();
    private int port = 3000;

    private ConformanceOptions(ServerOptions.Builder server) {
        this.server = server;
    }

    /** What the official protocol suites expect. */
    public static ConformanceOptions defaults() {
        return new ConformanceOptions(ServerOptions.builder()
                .pingInterval(Duration.ofMillis(300))
                .pingTimeout(Duration.ofMillis(200))
                .connectTimeout(Duration.ofSeconds(1))
                .cors(cors("*")));
    }

    /** Whether the command line has this option, here without the dashes in front. */
    static boolean contains(String name) {
        return OPTIONS.containsKey("--" + name) || FLAGS.containsKey("--" + name) || RedisArguments.contains(name);
    }

    /** As on the command line, but for the arguments of {@link RedisArguments}; flags are set by {@code true}. */
    static void apply(ServerOptions.Builder server, String name, String value) {
        Consumer<ServerOptions.Builder> flag = FLAGS.get("--" + name);
        if (flag == null) {
            Objects.requireNonNull(OPTIONS.get("--" + name), name).accept(server, value);
        } else if (Boolean.parseBoolean(value)) {
            flag.accept(server);
        }
    }

    static ConformanceOptions parse(String[] arguments) {
        ConformanceOptions options = defaults();
        Iterator<String> rest = List.of(arguments).iterator();
        while (rest.hasNext()) {
            String name = rest.next();
            Consumer<ServerOptions.Builder> flag = FLAGS.get(name);
            if (flag != null) {
                flag.accept(options.server);
            } else if (rest.hasNext()) {
                options.set(name, rest.next());
            } else {
                throw new IllegalArgumentException("Option " + name + " needs a value");
            }
        }
        options.cluster.applyTo(options.server);
        return options;
    }

    private void set(String name, String value) {
        if (name.equals("--port")) {
            port = Integer.parseInt(value);
            return;
        }
        if (name.startsWith("--") && RedisArguments.contains(name.substring(2))) {
            cluster.set(name.substring(2), value);
            return;
        }
        BiConsumer<ServerOptions.Builder, String> option = OPTIONS.get(name);
        if (option == null) {
            throw new IllegalArgumentException("There is no option " + name);
        }
        option.accept(server, value);
    }

    private static Duration millis(String value) {
        return Duration.ofMillis(Long.parseLong(value));
    }

    private static CorsOptions cors(String origin) {
        return CorsOptions.builder().origin(origin).build();
    }

    private static ListenerThreads listeners(String value) {
        return switch (value) {
            case "direct" -> ListenerThreads.direct();
            case "executor" -> ListenerThreads.pool();
            case "virtual" -> ListenerThreads.virtual();
            default ->
                throw new IllegalArgumentException("--listeners takes direct, executor or virtual, not " + value);
        };
    }

    private static @Nullable ParserFactory parser(String value) {
        return switch (value) {
            case "json" -> null; // the standard one
            case "msgpack" -> MessagePackParser::new;
            default -> throw new IllegalArgumentException("--parser takes json or msgpack, not " + value);
        };
    }

    private static RecoveryOptions recovery(String value) {
        return RecoveryOptions.defaults().withMaxDisconnectionDuration(millis(value));
    }

    /** The port, 0 for any. */
    public int port() {
        return port;
    }

    /** The options of the server, to be changed or built. */
    public ServerOptions.Builder serverOptions() {
        return server;
    }
}
