package ee.socketio.servlet;

import ee.socketio.ClientVersion;
import ee.socketio.engine.EngineOptions;
import ee.socketio.engine.InvalidOptionException;
import ee.socketio.engine.ListenerThreads;
import ee.socketio.engine.TransportName;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/** Init-params whose values are numbers, or names of something. */
final class ParamChoices {

    private ParamChoices() {}

    static long number(String name, String value) {
        return InitParams.parse(name, value, Long::parseLong, "a whole number");
    }

    static int integer(String name, String value) {
        long number = number(name, value);
        EngineOptions.requireRange(name, number, Integer.MIN_VALUE, Integer.MAX_VALUE);
        return (int) number;
    }

    static int compression(String name, String value) {
        return InitParams.isBoolean(value) ? value.equals("true") ? 1024 : -1 : integer(name, value);
    }

    static boolean isV2(String name, String value) {
        return isFirst(name, value, "v2", "v4");
    }

    static boolean isMessagePack(String name, String value) {
        return isFirst(name, value, "msgpack", "json");
    }

    static ClientVersion clientVersion(String name, String value) {
        return isFirst(name, value, "2", "4") ? ClientVersion.V2 : ClientVersion.V4;
    }

    private static boolean isFirst(String name, String value, String first, String second) {
        if (!value.equals(first) && !value.equals(second)) {
            throw new InvalidOptionException(name, value, first + " or " + second);
        }
        return value.equals(first);
    }

    static TransportName[] transports(String name, String value) {
        return InitParams.split(value).stream()
                .map(text -> transport(name, text))
                .toArray(TransportName[]::new);
    }

    private static TransportName transport(String option, String text) {
        return Arrays.stream(TransportName.values())
                .filter(transport -> transport.wireName().equals(text))
                .findFirst()
                .orElseThrow(
                        () -> new InvalidOptionException(option, text, "polling or websocket, separated by commas"));
    }

    static ListenerThreads listenerThreads(String name, String value) {
        return switch (value) {
            case "container" -> ListenerThreads.container();
            case "direct" -> ListenerThreads.direct();
            case "virtual" -> ListenerThreads.virtual();
            case "pool" -> ListenerThreads.pool();
            default ->
                ListenerThreads.pool(InitParams.parse(
                        name, value, Integer::parseInt, "container, pool, virtual, direct or a number of threads"));
        };
    }

    static ListenerThreads executor(String name, String value) {
        return ListenerThreads.executor(Jndi.named(name, value, Executor.class));
    }

    static ScheduledExecutorService scheduledExecutor(String name, String value) {
        return Jndi.named(name, value, ScheduledExecutorService.class);
    }
}
