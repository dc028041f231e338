package ee.socketio.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import redis.embedded.RedisServer;
import redis.embedded.RedisServerBuilder;

/** A real Redis on a free port. */
public final class TestRedis implements AutoCloseable {

    private static final List<String> ALONE = List.of();

    private final int port;
    private final List<String> settings;
    private RedisServer server;
    private String pid = "";

    private TestRedis(int port, List<String> settings) {
        this.port = port;
        this.settings = settings;
    }

    /** One that runs. */
    public static TestRedis started() {
        TestRedis redis = on(freePort());
        redis.start();
        return redis;
    }

    /** One that does not run yet. */
    public static TestRedis stopped() {
        return on(freePort());
    }

    private static TestRedis on(int port) {
        return new TestRedis(port, ALONE);
    }

    /** One that runs, with more lines in its configuration. */
    static TestRedis started(int port, List<String> settings) {
        TestRedis redis = new TestRedis(port, settings);
        redis.start();
        return redis;
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void start() {
        pid = "";
        RedisServerBuilder builder = RedisServer.builder()
                .port(port)
                .setting("bind 127.0.0.1")
                .setting("save \"\"")
                .setting("appendonly no");
        settings.forEach(builder::setting);
        server = builder.build();
        server.start();
    }

    public void stop() {
        server.stop();
    }

    /** Sends its process a signal, such as {@code STOP} or {@code CONT}. */
    public void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, pid()).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String pid() throws IOException {
        if (pid.isEmpty()) { // asked once: one that is stopped does not answer
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.getOutputStream().write("INFO server\r\n".getBytes(UTF_8));
                BufferedReader answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
                String line = answer.readLine();
                while (!line.startsWith("process_id:")) {
                    line = answer.readLine();
                }
                pid = line.substring(line.indexOf(':') + 1);
            }
        }
        return pid;
    }

    int port() {
        return port;
    }

    public String uri() {
        return "redis://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        if (server != null && server.isActive()) {
            server.stop();
        }
    }
}
