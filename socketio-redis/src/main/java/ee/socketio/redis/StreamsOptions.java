package ee.socketio.redis;

import ee.socketio.engine.EngineOptions;
import ee.socketio.engine.InvalidOptionException;
import java.time.Duration;

/**
 * The options of the streams adapter, with the names and defaults of {@code @socket.io/redis-streams-adapter} 0.3. Immutable; a
 * bad value is an {@link InvalidOptionException}.
 *
 * @param streamName the stream; the same on every server; default {@code socket.io}
 * @param channelPrefix what the names of the channels for requests begin with; the same on every server; default {@code
 *     socket.io}
 * @param useShardedPubSub whether these channels are sharded, which needs Redis 7; the same on every server; default false
 * @param maxLen how many entries the stream keeps, about; default 10,000
 * @param readCount how many entries are read at once; default 100
 * @param blockTime how long a read waits for entries, 1 ms to one day; default 5 s
 * @param sessionKeyPrefix what the names of the keys of sessions begin with; default {@code sio:session:}
 * @param requestsTimeout how long other servers have for an answer, where the request does not say, 1 ms to one day; default 5 s
 * @param maxPendingBytes how many bytes may be on their way to Redis; what comes then does not reach other servers; default 64
 *     MiB. The reference has no such bound.
 */
public record StreamsOptions(
        String streamName,
        String channelPrefix,
        boolean useShardedPubSub,
        long maxLen,
        int readCount,
        Duration blockTime,
        String sessionKeyPrefix,
        Duration requestsTimeout,
        long maxPendingBytes) {

    static final int MAX_READ_COUNT = 100_000;

    /** Checks every value. */
    public StreamsOptions {
        RedisOptions.requireName("streamName", streamName);
        RedisOptions.requireName("channelPrefix", channelPrefix);
        EngineOptions.requireRange("maxLen", maxLen, 1, Long.MAX_VALUE);
        EngineOptions.requireRange("readCount", readCount, 1, MAX_READ_COUNT);
        EngineOptions.requireDuration("blockTimeInMs", blockTime);
        RedisOptions.requireName("sessionKeyPrefix", sessionKeyPrefix);
        EngineOptions.requireDuration("requestsTimeout", requestsTimeout);
        EngineOptions.requireRange("maxPendingBytes", maxPendingBytes, 1024, Long.MAX_VALUE);
    }

    /** The stream {@code socket.io} of 10,000 entries, read 100 at a time. */
    public static StreamsOptions defaults() {
        return new StreamsOptions(
                "socket.io",
                "socket.io",
                false,
                10_000,
                100,
                Duration.ofSeconds(5),
                "sio:session:",
                Duration.ofSeconds(5),
                RedisOptions.MAX_PENDING_BYTES);
    }

    /** Another stream and other channels, the rest as it is. */
    public StreamsOptions withNames(String stream, String channels, String sessions) {
        return new StreamsOptions(
                stream,
                channels,
                useShardedPubSub,
                maxLen,
                readCount,
                blockTime,
                sessions,
                requestsTimeout,
                maxPendingBytes);
    }

    /** Sharded channels or others, the rest as it is. */
    public StreamsOptions withUseShardedPubSub(boolean sharded) {
        return new StreamsOptions(
                streamName,
                channelPrefix,
                sharded,
                maxLen,
                readCount,
                blockTime,
                sessionKeyPrefix,
                requestsTimeout,
                maxPendingBytes);
    }

    /** Another length of the stream, the rest as it is. */
    public StreamsOptions withMaxLen(long entries) {
        return new StreamsOptions(
                streamName,
                channelPrefix,
                useShardedPubSub,
                entries,
                readCount,
                blockTime,
                sessionKeyPrefix,
                requestsTimeout,
                maxPendingBytes);
    }

    /** Read in other portions, the rest as it is. */
    public StreamsOptions withReading(int count, Duration block) {
        return new StreamsOptions(
                streamName,
                channelPrefix,
                useShardedPubSub,
                maxLen,
                count,
                block,
                sessionKeyPrefix,
                requestsTimeout,
                maxPendingBytes);
    }

    /** Another time for answers, the rest as it is. */
    public StreamsOptions withRequestsTimeout(Duration timeout) {
        return new StreamsOptions(
                streamName,
                channelPrefix,
                useShardedPubSub,
                maxLen,
                readCount,
                blockTime,
                sessionKeyPrefix,
                timeout,
                maxPendingBytes);
    }

    /** Another bound of what is on its way, the rest as it is. */
    public StreamsOptions withMaxPendingBytes(long bytes) {
        return new StreamsOptions(
                streamName,
                channelPrefix,
                useShardedPubSub,
                maxLen,
                readCount,
                blockTime,
                sessionKeyPrefix,
                requestsTimeout,
                bytes);
    }
}
