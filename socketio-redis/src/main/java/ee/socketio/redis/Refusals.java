package ee.socketio.redis;

import io.lettuce.core.RedisCommandExecutionException;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * What Redis refuses though it can be reached: a command that it does not know, or that this user may not give, or a key of another
 * type. It is tried again, and the log says so from time to time.
 */
final class Refusals {

    private static final System.Logger LOG = System.getLogger("ee.socketio.redis");
    /** What a Redis Cluster, or a Redis that has just started, says until it is ready, or its parts have been put in order. */
    private static final Pattern PASSING = Pattern.compile("(CLUSTERDOWN|MOVED|ASK|TRYAGAIN|LOADING|MASTERDOWN) ");

    private final Silence silence = new Silence(Duration.ofMinutes(1));

    /** Reports a failure if it is a refusal, at once, and then no more than once in a minute; whether it is one. */
    boolean report(String what, Throwable failure) {
        Throwable cause = Failures.cause(failure);
        if (!(cause instanceof RedisCommandExecutionException)
                || PASSING.matcher(Failures.message(cause)).lookingAt()) {
            return false;
        }
        if (silence.begin()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Redis refuses {0}, and what others send there is not heard: {1}",
                    what,
                    Failures.message(cause));
        }
        return true;
    }
}
