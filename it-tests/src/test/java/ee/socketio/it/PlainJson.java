package ee.socketio.it;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;

/**
 * Turns the client's JSON into plain Java and back. The client's own types compare by identity; maps, lists and byte buffers
 * compare by content.
 */
public final class PlainJson {

    private PlainJson() {}

    /** Objects as maps, arrays as lists, bytes as buffers, {@code JSONObject.NULL} as null, the rest as it is. */
    public static Object of(Object value) {
        try {
            if (value instanceof JSONObject object) {
                return mapOf(object);
            }
            if (value instanceof JSONArray array) {
                return listOf(array);
            }
            return value instanceof byte[] bytes
                    ? ByteBuffer.wrap(bytes)
                    : JSONObject.NULL.equals(value) ? null : value;
        } catch (JSONException e) {
            throw new AssertionError("unreadable JSON " + value, e);
        }
    }

    /** The reverse: what the client takes as an argument. */
    public static Object toClient(Object value) {
        try {
            if (value instanceof Map<?, ?> map) {
                return objectOf(map);
            }
            if (value instanceof List<?> list) {
                return arrayOf(list);
            }
            return value instanceof ByteBuffer bytes ? contentOf(bytes) : value == null ? JSONObject.NULL : value;
        } catch (JSONException e) {
            throw new AssertionError("not representable as JSON: " + value, e);
        }
    }

    private static byte[] contentOf(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private static Map<String, Object> mapOf(JSONObject object) throws JSONException {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Iterator<?> keys = object.keys(); keys.hasNext(); ) {
            String key = (String) keys.next();
            map.put(key, of(object.get(key)));
        }
        return map;
    }

    private static List<Object> listOf(JSONArray array) throws JSONException {
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < array.length(); i++) {
            list.add(of(array.get(i)));
        }
        return list;
    }

    private static JSONObject objectOf(Map<?, ?> map) throws JSONException {
        JSONObject object = new JSONObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            object.put((String) entry.getKey(), toClient(entry.getValue()));
        }
        return object;
    }

    private static JSONArray arrayOf(List<?> list) {
        JSONArray array = new JSONArray();
        list.forEach(element -> array.put(toClient(element)));
        return array;
    }
}
