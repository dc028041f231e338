package ee.socketio.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import redis.embedded.RedisServer;

/** A real Redis on a free port. */
public final class TestRedis implements AutoCloseable {

    private final int port;
    private RedisServer server;
    private String pid = "";

    private TestRedis(int port) {
        this.port = port;
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
        return new TestRedis(port);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void start() {
        pid = "";
        server = RedisServer.builder()
                .port(port)
                .setting("bind 127.0.0.1")
                .setting("save \"\"")
                .setting("appendonly no")
                .build();
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
