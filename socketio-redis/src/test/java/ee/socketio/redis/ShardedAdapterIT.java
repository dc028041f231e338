package ee.socketio.redis;

import ee.socketio.spi.AdapterFactory;

class ShardedAdapterIT extends RedisAdapterContract {
    @Override
    AdapterFactory factory(Redis where) {
        return RedisAdapter.sharded(where, ShardedOptions.defaults());
    }
}
