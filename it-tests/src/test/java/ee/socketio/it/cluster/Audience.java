package ee.socketio.it.cluster;

import ee.socketio.BroadcastOperator;
import ee.socketio.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The sockets that an operation is about. */
record Audience(Socket socket, Map<?, ?> options) {

    BroadcastOperator operator() {
        BroadcastOperator all =
                is("others") ? socket.broadcast() : socket.namespace().to();
        all = all.to(names("to")).except(names("except"));
        all = is("local") ? all.local() : all;
        all = is("isVolatile") ? all.asVolatile() : all;
        all = options.get("compress") instanceof Boolean compress ? all.compress(compress) : all;
        return options.get("timeout") instanceof Number millis
                ? all.timeout(Duration.ofMillis(millis.longValue()))
                : all;
    }

    private boolean is(String flag) {
        return Boolean.TRUE.equals(options.get(flag));
    }

    private String[] names(String option) {
        return options.get(option) instanceof List<?> list
                ? list.stream().map(String::valueOf).toArray(String[]::new)
                : new String[0];
    }
}
