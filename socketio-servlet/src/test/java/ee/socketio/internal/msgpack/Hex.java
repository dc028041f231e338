package ee.socketio.internal.msgpack;

import java.util.HexFormat;

/** Bytes as the documents of the protocol print them. */
public final class Hex {

    private Hex() {}

    /** Bytes of hexadecimal digits; spaces are for the reader. */
    public static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    /** Digits of bytes, without spaces. */
    public static String of(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
