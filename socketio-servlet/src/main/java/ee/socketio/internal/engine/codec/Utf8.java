package ee.socketio.internal.engine.codec;

/** Sizes of text in UTF-8, without encoding it. */
public final class Utf8 {

    private Utf8() {}

    /** The number of bytes of the text in UTF-8; a lone surrogate counts as the one byte that replaces it. */
    public static long length(CharSequence text) {
        long bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                continue;
            }
            if (c < 0x800) {
                bytes += 1;
            } else if (!Character.isSurrogate(c)) {
                bytes += 2;
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                bytes += 2; // two characters, four bytes
                i++;
            }
        }
        return bytes;
    }
}
