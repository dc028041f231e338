package ee.socketio.adapter;

import java.util.concurrent.CompletionStage;

/** Knows how many servers a cluster has, where a broker does: then they need not tell each other that they are alive. */
@FunctionalInterface
public interface ServerCount {

    /**
     * Counts the servers that have this namespace, this one included. Called for each request that waits for answers. The
     * stage must complete some time, also if the broker is away.
     */
    CompletionStage<Integer> count(String namespace);
}
