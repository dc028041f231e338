package ee.socketio.redis;

import ee.socketio.spi.AdapterFactory;
import java.time.Duration;

class ClassicFaultsIT extends RedisFaultsContract {
    @Override
    AdapterFactory factory(Redis where, Duration requestsTimeout, long maxPendingBytes) {
        return RedisAdapter.classic(
                where,
                ClassicOptions.defaults().withRequestsTimeout(requestsTimeout).withMaxPendingBytes(maxPendingBytes));
    }
}
