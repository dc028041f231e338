package ee.socketio.conformance;

import ee.socketio.ServerOptions;
import ee.socketio.engine.CorsOptions;
import ee.socketio.engine.ListenerThreads;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/**
 * The command line of the conformance server.
 *
 * @param port the port, 0 for any
 * @param pingInterval milliseconds
 * @param pingTimeout milliseconds
 * @param maxPayload bytes
 * @param connectTimeout milliseconds
 * @param cors the allowed origin
 * @param listeners where listeners run
 */
public record ConformanceOptions(
        int port,
        long pingInterval,
        long pingTimeout,
        int maxPayload,
        long connectTimeout,
        String cors,
        ListenerThreads listeners) {

    /** What the official protocol suites expect. */
    public static ConformanceOptions defaults() {
        return new ConformanceOptions(3000, 300, 200, 1_000_000, 1000, "*", ListenerThreads.pool());
    }

    static ConformanceOptions parse(String[] arguments) {
        ConformanceOptions options = defaults();
        Iterator<String> rest = List.of(arguments).iterator();
        while (rest.hasNext()) {
            String name = rest.next();
            if (!rest.hasNext()) {
                throw new IllegalArgumentException("Option " + name + " needs a value");
            }
            options = options.with(name, rest.next());
        }
        return options;
    }

    private ConformanceOptions with(String name, String value) {
        return switch (name) {
            case "--port" -> withPort(Integer.parseInt(value));
            case "--ping-interval" ->
                new ConformanceOptions(
                        port, Long.parseLong(value), pingTimeout, maxPayload, connectTimeout, cors, listeners);
            case "--ping-timeout" ->
                new ConformanceOptions(
                        port, pingInterval, Long.parseLong(value), maxPayload, connectTimeout, cors, listeners);
            case "--max-payload" ->
                new ConformanceOptions(
                        port, pingInterval, pingTimeout, Integer.parseInt(value), connectTimeout, cors, listeners);
            case "--connect-timeout" ->
                new ConformanceOptions(
                        port, pingInterval, pingTimeout, maxPayload, Long.parseLong(value), cors, listeners);
            case "--cors" ->
                new ConformanceOptions(port, pingInterval, pingTimeout, maxPayload, connectTimeout, value, listeners);
            case "--listeners" -> withListeners(listeners(value));
            default -> throw new IllegalArgumentException("There is no option " + name);
        };
    }

    private ConformanceOptions withPort(int other) {
        return new ConformanceOptions(other, pingInterval, pingTimeout, maxPayload, connectTimeout, cors, listeners);
    }

    private ConformanceOptions withListeners(ListenerThreads other) {
        return new ConformanceOptions(port, pingInterval, pingTimeout, maxPayload, connectTimeout, cors, other);
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

    /** The options of the server. */
    public ServerOptions.Builder serverOptions() {
        return ServerOptions.builder()
                .pingInterval(Duration.ofMillis(pingInterval))
                .pingTimeout(Duration.ofMillis(pingTimeout))
                .maxHttpBufferSize(maxPayload)
                .connectTimeout(Duration.ofMillis(connectTimeout))
                .listenerThreads(listeners)
                .cors(CorsOptions.builder().origin(cors).build());
    }
}
