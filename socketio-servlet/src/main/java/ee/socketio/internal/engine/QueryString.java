package ee.socketio.internal.engine;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Query strings, read without touching the request's parameters, which would consume a form body. */
public final class QueryString {

    private QueryString() {}

    /** Decodes a query string. Of a repeated name the last value counts; what is not valid escaping is taken literally. */
    public static Map<String, String> parse(@Nullable String query) {
        if (query == null || query.isEmpty()) {
            return Map.of();
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        int start = 0;
        while (start <= query.length()) {
            int end = query.indexOf('&', start);
            if (end < 0) {
                end = query.length();
            }
            if (end > start) {
                add(parameters, query.substring(start, end));
            }
            start = end + 1;
        }
        return Collections.unmodifiableMap(parameters);
    }

    private static void add(Map<String, String> parameters, String pair) {
        int equals = pair.indexOf('=');
        if (equals < 0) {
            parameters.put(decode(pair), "");
        } else {
            parameters.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
        }
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
