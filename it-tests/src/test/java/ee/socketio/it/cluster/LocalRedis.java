package ee.socketio.it.cluster;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import redis.embedded.RedisServer;

/** A real Redis on a free port, which keeps nothing. */
public final class LocalRedis implements AutoCloseable {

    private final int port;
    private final RedisServer server;

    /** Starts it. */
    public LocalRedis() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = socket.getLocalPort();
        }
        this.server = RedisServer.builder()
                .port(port)
                .setting("bind 127.0.0.1")
                .setting("save \"\"")
                .setting("appendonly no")
                .build();
        server.start();
    }

    public String uri() {
        return "redis://127.0.0.1:" + port;
    }

    /** The connections that it has, other than the one that asks. */
    public List<String> connections() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write("CLIENT ID\r\nCLIENT LIST\r\nQUIT\r\n".getBytes(US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
            String id = answer.substring(1, answer.indexOf("\r\n")); // after a colon
            return answer.lines()
                    .filter(line -> line.startsWith("id=") && !line.startsWith("id=" + id + " "))
                    .toList();
        }
    }

    @Override
    public void close() {
        server.stop();
    }
}
