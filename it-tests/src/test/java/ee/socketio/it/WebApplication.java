package ee.socketio.it;

import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** An application at {@code /app} with a {@code WEB-INF}, as containers deploy it: with annotations and initializers. */
final class WebApplication implements AutoCloseable {

    private final Server jetty = new Server();
    private final ServerConnector connector = new ServerConnector(jetty);
    private final WebAppContext context = new WebAppContext();
    /** As a browser: it keeps cookies, and containers change the id of an HTTP session when its user is authenticated. */
    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    /** In an empty directory. */
    WebApplication(Path directory) throws IOException {
        Files.createDirectories(directory.resolve("WEB-INF/classes"));
        context.setContextPath("/app");
        context.setBaseResourceAsPath(directory);
        context.setThrowUnavailableOnStartupException(true);
        jetty.addConnector(connector);
        jetty.setHandler(context);
    }

    WebAppContext context() {
        return context;
    }

    ServletContext servletContext() {
        return context.getServletContext();
    }

    WebApplication webXml(String content) throws IOException {
        String xml = """
                <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
                %s
                </web-app>
                """.formatted(content);
        Files.writeString(directory().resolve("WEB-INF/web.xml"), xml);
        return this;
    }

    /** Adds a class of the application's own. */
    WebApplication with(Class<?> type) throws IOException {
        String file = type.getName().replace('.', '/') + ".class";
        Path target = directory().resolve("WEB-INF/classes").resolve(file);
        Files.createDirectories(target.getParent());
        try (InputStream bytes = type.getClassLoader().getResourceAsStream(file)) {
            Files.copy(bytes, target);
        }
        return this;
    }

    private Path directory() {
        return context.getBaseResource().getPath();
    }

    WebApplication start() throws Exception {
        jetty.start();
        return this;
    }

    HttpClient http() {
        return http;
    }

    URI uri(String scheme, String path) {
        return URI.create(scheme + "://127.0.0.1:" + connector.getLocalPort() + "/app" + path);
    }

    HttpResponse<String> get(String path, Map<String, String> headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri("http", path));
        headers.forEach(request::header);
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String body, Map<String, String> headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri("http", path)).POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        try {
            jetty.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The container did not stop", e);
        }
    }
}
