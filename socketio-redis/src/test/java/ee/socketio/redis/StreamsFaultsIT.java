package ee.socketio.redis;

import ee.socketio.spi.AdapterFactory;
import java.time.Duration;

class StreamsFaultsIT extends RedisFaultsContract {
    @Override
    AdapterFactory factory(Redis where, Duration requestsTimeout, long maxPendingBytes) {
        return RedisAdapter.streams(
                where,
                StreamsOptions.defaults().withRequestsTimeout(requestsTimeout).withMaxPendingBytes(maxPendingBytes));
    }
}
