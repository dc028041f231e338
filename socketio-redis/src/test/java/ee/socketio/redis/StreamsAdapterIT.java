package ee.socketio.redis;

import ee.socketio.spi.AdapterFactory;

class StreamsAdapterIT extends RedisAdapterContract {
    @Override
    AdapterFactory factory(Redis where) {
        return RedisAdapter.streams(where, StreamsOptions.defaults());
    }
}
