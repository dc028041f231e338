package ee.socketio.redis;

import ee.socketio.spi.AdapterFactory;

class ClassicAdapterIT extends RedisAdapterContract {
    @Override
    AdapterFactory factory(Redis where) {
        return RedisAdapter.classic(where, ClassicOptions.defaults());
    }
}
