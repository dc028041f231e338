package ee.socketio.internal.namespace.codec;

/**
 * Halves of surrogate pairs. JavaScript strings may contain them, UTF-8 cannot: JSON carries them as escapes, as {@code
 * JSON.stringify} writes them.
 */
public final class LoneSurrogates {

    private LoneSurrogates() {}

    /** Escapes them in a JSON text, where they can stand inside strings only. Usually there are none, and no copy is made. */
    public static String escape(String json) {
        int first = next(json, 0);
        if (first == json.length()) {
            return json;
        }
        StringBuilder escaped = new StringBuilder(json.length() + 16);
        int start = 0;
        for (int i = first; i < json.length(); i = next(json, i + 1)) {
            escaped.append(json, start, i).append(String.format("\\u%04x", (int) json.charAt(i)));
            start = i + 1;
        }
        return escaped.append(json, start, json.length()).toString();
    }

    private static int next(String json, int from) {
        int i = from;
        while (i < json.length()) {
            char c = json.charAt(i);
            if (!Character.isSurrogate(c)) {
                i++;
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < json.length()
                    && Character.isLowSurrogate(json.charAt(i + 1))) {
                i += 2;
            } else {
                return i;
            }
        }
        return json.length();
    }
}
