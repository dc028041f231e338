package ee.socketio.internal.engine.codec;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Polling by script elements and hidden forms, for browsers that can do no other requests across origins. It carries
 * {@linkplain TextPayload3 text payloads} only.
 *
 * <pre>
 * response = "___eio[" index "](" string literal ");"
 * request  = a form whose field d is the payload with its line feeds escaped
 * </pre>
 *
 * @param index which of the page's callbacks the client asked for: digits only, as it becomes part of a script
 */
public record Jsonp(String index) {

    private static final HexFormat HEX = HexFormat.of();

    /** Takes the query parameter {@code j}, and of that the digits; perhaps none. */
    public Jsonp {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < index.length(); i++) {
            char c = index.charAt(i);
            if (c >= '0' && c <= '9') {
                digits.append(c);
            }
        }
        index = digits.toString();
    }

    /** The script that hands a payload to the client. */
    public String script(String payload) {
        StringBuilder script = new StringBuilder(payload.length() + payload.length() / 8 + 32);
        script.append("___eio[").append(index).append("](\"");
        for (int i = 0; i < payload.length(); i++) {
            char c = payload.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                escape(script, c);
            } else if (isLoneSurrogate(payload, i) || breaksScripts(c)) {
                appendHex(script, c);
            } else {
                script.append(c);
            }
        }
        return script.append("\");").toString();
    }

    /** As JSON does. */
    private static void escape(StringBuilder script, char c) {
        switch (c) {
            case '"', '\\' -> script.append('\\').append(c);
            case '\b' -> script.append("\\b");
            case '\f' -> script.append("\\f");
            case '\n' -> script.append("\\n");
            case '\r' -> script.append("\\r");
            case '\t' -> script.append("\\t");
            default -> appendHex(script, c);
        }
    }

    /**
     * The first is more than the reference does: who takes the response for HTML finds no tag in it, neither one that
     * ends a script nor one that begins it. The others are JSON, but end the line in old JavaScript.
     */
    private static boolean breaksScripts(char c) {
        return c == '<' || c == '\u2028' || c == '\u2029';
    }

    private static boolean isLoneSurrogate(String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        }
        return Character.isLowSurrogate(c) && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
    }

    private static void appendHex(StringBuilder script, char c) {
        script.append("\\u").append(HEX.toHexDigits(c));
    }

    /**
     * Takes the payload out of a form.
     *
     * @param form the body of a request, as {@code application/x-www-form-urlencoded}
     * @return the payload, or null if there is not exactly one field {@code d}: the reference ignores such a form
     * @throws MalformedPacketException if that field is not percent-encoded
     */
    public static @Nullable String payload(byte[] form) throws MalformedPacketException {
        String payload = null;
        int start = 0;
        while (start < form.length) {
            int end = endOfField(form, start);
            if (end - start >= 2 && form[start] == 'd' && form[start + 1] == '=') {
                if (payload != null) {
                    return null;
                }
                payload = lineFeeds(percentDecoded(form, start + 2, end));
            }
            start = end + 1;
        }
        return payload;
    }

    private static int endOfField(byte[] form, int start) {
        int end = start;
        while (end < form.length && form[end] != '&') {
            end++;
        }
        return end;
    }

    private static String percentDecoded(byte[] form, int from, int to) throws MalformedPacketException {
        byte[] decoded = new byte[to - from];
        int length = 0;
        for (int at = from; at < to; at++) {
            byte b = form[at];
            if (b == '%') {
                if (to - at < 3 || !HexFormat.isHexDigit(form[at + 1]) || !HexFormat.isHexDigit(form[at + 2])) {
                    throw new MalformedPacketException("bad percent-encoding");
                }
                b = (byte) (HexFormat.fromHexDigit(form[at + 1]) << 4 | HexFormat.fromHexDigit(form[at + 2]));
                at += 2;
            } else if (b == '+') {
                b = ' ';
            }
            decoded[length++] = b;
        }
        return new String(decoded, 0, length, StandardCharsets.UTF_8);
    }

    /**
     * Undoes what keeps forms from changing line feeds: a line feed travels as {@code \n}, and what was {@code \n}
     * before as {@code \\n}.
     */
    private static String lineFeeds(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        int copied = 0;
        for (int at = text.indexOf("\\n"); at >= 0; at = text.indexOf("\\n", at + 2)) {
            boolean escaped = at > 0 && text.charAt(at - 1) == '\\';
            plain.append(text, copied, escaped ? at - 1 : at).append(escaped ? "\\n" : "\n");
            copied = at + 2;
        }
        return plain.append(text, copied, text.length()).toString();
    }
}
