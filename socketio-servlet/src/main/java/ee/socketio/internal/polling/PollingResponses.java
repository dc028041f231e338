package ee.socketio.internal.polling;

import ee.socketio.internal.engine.Transport.Batch;
import ee.socketio.internal.http.Answer;
import ee.socketio.internal.http.Compression;
import ee.socketio.internal.http.HttpExchange;
import org.jspecify.annotations.Nullable;

/** Makes the answers of held GETs. */
public final class PollingResponses {

    private final int compressionThreshold;

    /** Compresses bodies from this many bytes, or none if negative. */
    public PollingResponses(int compressionThreshold) {
        this.compressionThreshold = compressionThreshold;
    }

    /** Answers a GET with packets. */
    void answer(HttpExchange exchange, PollingFormat format, Batch batch) {
        exchange.answer(of(exchange, format, batch));
    }

    /** The answer that a GET gets. */
    Answer of(HttpExchange exchange, PollingFormat format, Batch batch) {
        PollingFormat.Body body = format.encode(batch.packets());
        byte[] plain = body.bytes();
        boolean wanted = batch.compress() && !exchange.encoded();
        boolean worthIt = compressionThreshold >= 0 && plain.length >= compressionThreshold;
        Compression compression =
                wanted && worthIt ? Compression.accepted(exchange.acceptEncoding()) : Compression.NONE;
        boolean oldBrowser = isInternetExplorer(exchange.userAgent());
        return new Answer(200, body.contentType(), compression.apply(plain), response -> {
            response.setHeader("Cache-Control", "no-store");
            if (compression != Compression.NONE) {
                response.setHeader("Content-Encoding", compression.encoding());
            }
            if (oldBrowser) {
                response.setHeader("X-XSS-Protection", "0");
            }
        });
    }

    /** Old Internet Explorers take some payloads for an attack, unless told not to. */
    private static boolean isInternetExplorer(@Nullable String userAgent) {
        return userAgent != null && (userAgent.contains(";MSIE") || userAgent.contains("Trident/"));
    }
}
