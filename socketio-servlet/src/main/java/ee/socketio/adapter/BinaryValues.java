package ee.socketio.adapter;

import ee.socketio.internal.msgpack.MappedValues;
import ee.socketio.internal.msgpack.ValueReader;
import ee.socketio.internal.msgpack.ValueWriter;
import ee.socketio.spi.JsonMapper;
import ee.socketio.spi.MalformedPacketException;
import org.jspecify.annotations.Nullable;

/** Values with bytes in them, as MessagePack. A class of its own, because its library may be absent. */
final class BinaryValues {

    private final MappedValues values;

    BinaryValues(JsonMapper mapper) {
        this.values = new MappedValues(mapper);
    }

    byte[] write(@Nullable Object value) {
        return ValueWriter.write(value, values);
    }

    static @Nullable Object read(byte[] bytes) throws MalformedPacketException {
        return ValueReader.readOfServer(bytes);
    }
}
