package ee.socketio.internal.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** The content encodings of responses. */
public enum Compression {
    /** As it is. */
    NONE("identity"),
    /** RFC 1952. */
    GZIP("gzip"),
    /** RFC 1950. */
    DEFLATE("deflate");

    private final String encoding;

    Compression(String encoding) {
        this.encoding = encoding;
    }

    /** The name in HTTP headers. */
    public String encoding() {
        return encoding;
    }

    /** The encoding that the client likes best: by weight, then by its order. */
    public static Compression accepted(@Nullable String acceptEncoding) {
        List<AcceptedEncoding> all = AcceptedEncoding.parse(acceptEncoding);
        Compression best = NONE;
        double bestWeight = 0;
        for (AcceptedEncoding accepted : all) {
            Compression candidate = accepted.name().equals("*") ? unnamed(all) : named(accepted.name());
            if (candidate != null && accepted.weight() > bestWeight) {
                best = candidate;
                bestWeight = accepted.weight();
            }
        }
        return best;
    }

    /** What {@code *} stands for: the first that is not named. */
    private static @Nullable Compression unnamed(List<AcceptedEncoding> all) {
        for (Compression candidate : List.of(GZIP, DEFLATE)) {
            if (all.stream().noneMatch(accepted -> named(accepted.name()) == candidate)) {
                return candidate;
            }
        }
        return null;
    }

    /** Compresses a body. */
    public byte[] apply(byte[] plain) {
        if (this == NONE) {
            return plain;
        }
        ByteArrayOutputStream compressed = new ByteArrayOutputStream(plain.length / 2);
        try (OutputStream output =
                this == GZIP ? new GZIPOutputStream(compressed) : new DeflaterOutputStream(compressed)) {
            output.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // not from memory to memory
        }
        return compressed.toByteArray();
    }

    private static @Nullable Compression named(String name) {
        return switch (name) {
            case "gzip", "x-gzip" -> GZIP;
            case "deflate" -> DEFLATE;
            case "identity" -> NONE;
            default -> null;
        };
    }
}
