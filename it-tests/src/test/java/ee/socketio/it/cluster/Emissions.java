package ee.socketio.it.cluster;

import ee.socketio.redis.RedisBroadcast;
import ee.socketio.redis.RedisEmitter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** What clients may have an emitter do: the name of an operation, whom it concerns, and its arguments. */
record Emissions(RedisEmitter emitter) {

    private static final int BEFORE = 2;

    CompletionStage<?> run(Given given) {
        RedisBroadcast target = target(given.members(1));
        return switch (given.text(0)) {
            case "emit" -> target.emit(given.text(BEFORE), given.from(BEFORE + 1));
            case "socketsJoin" -> target.socketsJoin(given.texts(BEFORE));
            case "socketsLeave" -> target.socketsLeave(given.texts(BEFORE));
            case "disconnectSockets" -> target.disconnectSockets(given.get(BEFORE, Boolean.class));
            case "serverSideEmit" -> target.serverSideEmit(given.text(BEFORE), given.from(BEFORE + 1));
            default -> throw new IllegalArgumentException(given.text(0));
        };
    }

    private RedisBroadcast target(Map<?, ?> options) {
        RedisBroadcast all = emitter.of(String.valueOf(options.get("namespace")))
                .to(names(options.get("to")))
                .except(names(options.get("except")));
        all = Boolean.TRUE.equals(options.get("isVolatile")) ? all.asVolatile() : all;
        return options.get("compress") instanceof Boolean compress ? all.compress(compress) : all;
    }

    private static String[] names(Object list) {
        return list instanceof List<?> names
                ? names.stream().map(String::valueOf).toArray(String[]::new)
                : new String[0];
    }
}
