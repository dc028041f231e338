package ee.socketio.internal.engine;

/**
 * So many a second, and a burst of as many: full at first, refilled evenly. Knows no thread and no clock: confined to its
 * owner, who tells the time.
 */
public final class TokenBucket {

    private static final long MILLIS = 1_000;

    private final int perSecond;
    /** In thousandths of a token, so that one millisecond refills a whole number of them. */
    private long level;

    private long lastMillis;

    /** Makes a full bucket. */
    public TokenBucket(int perSecond, long nowMillis) {
        this.perSecond = perSecond;
        this.level = perSecond * MILLIS;
        this.lastMillis = nowMillis;
    }

    /** Takes one token, if there is one. The time comes from a monotonic clock; a step back refills nothing. */
    public boolean take(long nowMillis) {
        long elapsed = Math.min(Math.max(nowMillis - lastMillis, 0), MILLIS);
        lastMillis = Math.max(lastMillis, nowMillis);
        level = Math.min(level + elapsed * perSecond, perSecond * MILLIS);
        if (level < MILLIS) {
            return false;
        }
        level -= MILLIS;
        return true;
    }
}
