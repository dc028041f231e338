package ee.socketio.redis;

import ee.socketio.spi.AdapterFactory;
import java.time.Duration;

class ShardedFaultsIT extends RedisFaultsContract {
    @Override
    AdapterFactory factory(Redis where, Duration requestsTimeout, long maxPendingBytes) {
        return RedisAdapter.sharded(
                where,
                ShardedOptions.defaults().withRequestsTimeout(requestsTimeout).withMaxPendingBytes(maxPendingBytes));
    }
}
