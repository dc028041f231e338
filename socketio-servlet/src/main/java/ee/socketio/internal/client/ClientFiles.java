package ee.socketio.internal.client;

import ee.socketio.internal.http.AcceptedEncoding;
import ee.socketio.internal.http.Answer;
import ee.socketio.internal.http.HttpExchange;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Serves the bundles of the JavaScript client, compressed when the library was built. */
public final class ClientFiles {

    private static final String FOLDER = "/ee/socketio/client/v4/";

    private static final Set<String> NAMES = Set.of(
            "socket.io.js",
            "socket.io.js.map",
            "socket.io.min.js",
            "socket.io.min.js.map",
            "socket.io.esm.min.js",
            "socket.io.esm.min.js.map",
            "socket.io.msgpack.min.js",
            "socket.io.msgpack.min.js.map");

    /** Content encodings and the endings of the files that were compressed with them. */
    private static final Map<String, String> ENDINGS = Map.of("br", ".br", "gzip", ".gz", "deflate", ".deflate");

    private final String etag = "\"" + version() + "\"";
    private final Map<String, byte[]> contents = new ConcurrentHashMap<>();

    /** Reads the bundled version. */
    public ClientFiles() {}

    /** Serves the request if its path names a bundle; false if not. The method and the query do not matter. */
    public boolean serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getPathInfo();
        String name = path == null ? "" : path.substring(1);
        if (!NAMES.contains(name)) {
            return false;
        }
        String known = request.getHeader("If-None-Match");
        if (etag.equals(known) || ("W/" + etag).equals(known)) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return true;
        }
        String encoding = encoding(request.getHeader("Accept-Encoding"));
        byte[] content =
                contents.computeIfAbsent(encoding == null ? name : name + ENDINGS.get(encoding), ClientFiles::read);
        String type = name.endsWith(".map") ? "application/json" : "application/javascript";
        if (request.getMethod().equals("HEAD")) {
            response.setContentType(type + "; charset=utf-8");
            setHeaders(response, encoding);
            response.setContentLength(content.length);
        } else {
            HttpExchange.start(request, response)
                    .answer(new Answer(200, type + "; charset=utf-8", content, later -> setHeaders(later, encoding)));
        }
        return true;
    }

    private void setHeaders(HttpServletResponse response, @Nullable String encoding) {
        response.setHeader("Cache-Control", "public, max-age=0");
        response.setHeader("ETag", etag);
        response.addHeader("Vary", "Accept-Encoding");
        if (encoding != null) {
            response.setHeader("Content-Encoding", encoding);
        }
    }

    private static @Nullable String encoding(@Nullable String accepted) {
        return AcceptedEncoding.parse(accepted).stream()
                .filter(candidate -> candidate.weight() > 0 && ENDINGS.containsKey(candidate.name()))
                .max(Comparator.comparingDouble(AcceptedEncoding::weight))
                .map(AcceptedEncoding::name)
                .orElse(null);
    }

    private static String version() {
        Properties properties = new Properties();
        try (InputStream input = open("version.properties")) {
            properties.load(input);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }

    private static byte[] read(String file) {
        try (InputStream input = open(file)) {
            return input.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String file) {
        return Objects.requireNonNull(
                ClientFiles.class.getResourceAsStream(FOLDER + file), "The bundled client lacks " + file);
    }
}
