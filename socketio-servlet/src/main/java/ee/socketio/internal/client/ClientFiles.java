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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Serves the bundles of one version of the JavaScript client, compressed when the library was built. */
public final class ClientFiles {

    private static final String FOLDER = "/ee/socketio/client/";

    /** Content encodings and the endings of the files that were compressed with them. */
    private static final Map<String, String> ENDINGS = Map.of("br", ".br", "gzip", ".gz", "deflate", ".deflate");

    private final String folder;
    private final Set<String> names;
    private final String etag;
    private final Map<String, byte[]> contents = new ConcurrentHashMap<>();

    private ClientFiles(String folder, String... bundles) {
        this.folder = FOLDER + folder + "/";
        this.names = Stream.of(bundles)
                .flatMap(bundle -> Stream.of(bundle, bundle + ".map"))
                .collect(Collectors.toUnmodifiableSet());
        this.etag = "\"" + version() + "\"";
    }

    /** The client of Socket.IO 4.x. */
    public static ClientFiles v4() {
        return new ClientFiles(
                "v4", "socket.io.js", "socket.io.min.js", "socket.io.esm.min.js", "socket.io.msgpack.min.js");
    }

    /** The client of Socket.IO 2.x; {@code socket.io.js} is minified there. */
    public static ClientFiles v2() {
        return new ClientFiles("v2", "socket.io.js", "socket.io.slim.js");
    }

    /** Serves the request if its path names a bundle; false if not. The method and the query do not matter. */
    public boolean serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getPathInfo();
        String name = path == null ? "" : path.substring(1);
        if (!names.contains(name)) {
            return false;
        }
        String known = request.getHeader("If-None-Match");
        if (etag.equals(known) || ("W/" + etag).equals(known)) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return true;
        }
        String encoding = encoding(request.getHeader("Accept-Encoding"));
        byte[] content = contents.computeIfAbsent(encoding == null ? name : name + ENDINGS.get(encoding), this::read);
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

    private String version() {
        Properties properties = new Properties();
        try (InputStream input = open("version.properties")) {
            properties.load(input);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }

    private byte[] read(String file) {
        try (InputStream input = open(file)) {
            return input.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private InputStream open(String file) {
        return Objects.requireNonNull(
                ClientFiles.class.getResourceAsStream(folder + file), "The bundled client lacks " + file);
    }
}
