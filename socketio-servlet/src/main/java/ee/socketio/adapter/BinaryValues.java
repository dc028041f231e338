package ee.socketio.adapter;

import ee.socketio.internal.msgpack.MappedValues;
import ee.socketio.internal.msgpack.ValueReader;
import ee.socketio.internal.msgpack.ValueWriter;
import ee.socketio.spi.JsonMapper;
import ee.socketio.spi.MalformedPacketException;
import org.jspecify.annotations.Nullable;

/** Values with bytes in them, as MessagePack. A class of its own, because its library may be absent. */
final class BinaryValues {

    private BinaryValues() {}

    static byte[] write(@Nullable Object value, JsonMapper mapper) {
        return ValueWriter.write(value, new MappedValues(mapper));
    }

    static @Nullable Object read(byte[] bytes) throws MalformedPacketException {
        return ValueReader.readOfServer(bytes);
    }
}
