package ee.socketio.internal.polling;

import ee.socketio.internal.engine.Transport.Batch;
import ee.socketio.internal.engine.codec.Payload;
import ee.socketio.internal.http.Answer;
import ee.socketio.internal.http.Compression;
import ee.socketio.internal.http.HttpExchange;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Makes the answers of held GETs. */
public final class PollingResponses {

    private static final String TEXT = "text/plain; charset=UTF-8";

    private final int compressionThreshold;

    /** Compresses bodies from this many bytes, or none if negative. */
    public PollingResponses(int compressionThreshold) {
        this.compressionThreshold = compressionThreshold;
    }

    /** Answers a GET with packets. */
    void answer(HttpExchange exchange, Batch batch) {
        byte[] plain = Payload.encode(batch.packets()).getBytes(StandardCharsets.UTF_8);
        boolean wanted = batch.compress() && !exchange.encoded();
        boolean worthIt = compressionThreshold >= 0 && plain.length >= compressionThreshold;
        Compression compression =
                wanted && worthIt ? Compression.accepted(exchange.acceptEncoding()) : Compression.NONE;
        boolean oldBrowser = isInternetExplorer(exchange.userAgent());
        exchange.answer(new Answer(200, TEXT, compression.apply(plain), response -> {
            response.setHeader("Cache-Control", "no-store");
            if (compression != Compression.NONE) {
                response.setHeader("Content-Encoding", compression.encoding());
            }
            if (oldBrowser) {
                response.setHeader("X-XSS-Protection", "0");
            }
        }));
    }

    /** Old Internet Explorers take some payloads for an attack, unless told not to. */
    private static boolean isInternetExplorer(@Nullable String userAgent) {
        return userAgent != null && (userAgent.contains(";MSIE") || userAgent.contains("Trident/"));
    }
}
