package ee.socketio.it.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.JsonString;
import java.net.URLEncoder;
import java.util.List;

/** How the packets of a polling request or response are put together. */
enum PayloadFormat {
    /** Revision 4. */
    SEPARATED {
        @Override
        String join(String... packets) {
            return String.join(PollingSession.SEPARATOR, packets);
        }

        @Override
        List<String> split(Answer answer) {
            return List.of(answer.text().split(PollingSession.SEPARATOR, -1));
        }
    },

    /** Revision 3. Responses may be binary. */
    COUNTED {
        @Override
        String join(String... packets) {
            return Payload3.join(packets);
        }

        @Override
        List<String> split(Answer answer) {
            return answer.contentType().equals("application/octet-stream")
                    ? Payload3.split(answer.body())
                    : Payload3.split(answer.text());
        }
    },

    /** Revision 3 by script elements and forms. */
    JSONP {
        @Override
        String join(String... packets) {
            return Payload3.join(packets);
        }

        @Override
        List<String> split(Answer answer) {
            return Payload3.split(unwrapped(answer.text()));
        }

        @Override
        Request request(String target, String payload) {
            return form(target, "d=" + URLEncoder.encode(escaped(payload), UTF_8));
        }
    };

    private static final String BEGINNING = "___eio[0](";
    private static final String END = ");";

    abstract String join(String... packets);

    abstract List<String> split(Answer answer);

    /** The POST of a payload. */
    Request request(String target, String payload) {
        return Request.post(target, payload);
    }

    /** The POST of a form. */
    static Request form(String target, String body) {
        return Request.bare("POST", target, body.getBytes(UTF_8))
                .with("Content-Type", "application/x-www-form-urlencoded");
    }

    /** What clients do because forms change line feeds. */
    static String escaped(String payload) {
        return payload.replace("\\n", "\\\\n").replace("\n", "\\n");
    }

    /** The payload in the string literal of a script; these are JSON. */
    static String unwrapped(String script) {
        if (!script.startsWith(BEGINNING) || !script.endsWith(END)) {
            throw new AssertionError("not a script for callback 0: " + script);
        }
        String literal = script.substring(BEGINNING.length(), script.length() - END.length());
        return ((JsonString) Json.parse(literal)).getString();
    }
}
