package ee.socketio.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.it.NodeSuite;
import io.lettuce.core.Range;
import io.lettuce.core.RedisClient;
import io.lettuce.core.StreamMessage;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Two servers in processes of their own, A and B, send numbers through the streams adapter, and A, which has all the clients, is
 * killed: they go on at B, and each has every number exactly once and in order that is in the stream, and nothing else.
 */
@Timeout(120)
class KilledServerIT {

    private static final System.Logger LOG = System.getLogger(KilledServerIT.class.getName());
    private static final int CLIENTS = 20;

    private final List<Server> servers = new ArrayList<>();

    /** A process, and what it says. */
    private record Server(Process process, BufferedReader output, int port) {

        static Server start(String redis, String name, Path errors) throws IOException {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            NumberingServer.class.getName(),
                            redis,
                            name)
                    .redirectError(errors.toFile())
                    .start();
            BufferedReader output = process.inputReader();
            String line = output.readLine();
            while (line != null && !line.startsWith("ready on ")) {
                line = output.readLine();
            }
            assertThat(line).as("see " + errors).isNotNull();
            return new Server(process, output, Integer.parseInt(line.substring("ready on ".length())));
        }

        String url() {
            return "http://127.0.0.1:" + port;
        }

        /** The last number that a process has sent that is dead. */
        long lastSent() {
            return output.lines()
                    .filter(line -> line.matches("sent \\d+"))
                    .mapToLong(line -> Long.parseLong(line.substring("sent ".length())))
                    .max()
                    .orElse(0);
        }
    }

    @AfterEach
    void stop() throws Exception {
        for (Server server : servers) {
            server.process().destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void clientsOfAServerThatIsKilledGoOnAtAnotherAndMissNothing() throws Exception {
        Path results = Path.of("target", "js-results").toAbsolutePath();
        Files.createDirectories(results);
        NodeSuite suite = NodeSuite.install();
        try (LocalRedis redis = new LocalRedis()) {
            Server a = start(redis, "A", results);
            Server b = start(redis, "B", results);
            Path result = results.resolve("killed-server.json");
            Thread reader = readOf(b);

            suite.script(
                    "killed-server",
                    "cluster/killed.mjs",
                    Map.of(
                            "URL_A", a.url(),
                            "URL_B", b.url(),
                            "PID_A", Long.toString(a.process().pid()),
                            "RESULT", result.toString()),
                    Duration.ofSeconds(60));

            reader.interrupt();
            List<String> stream = stream(redis);
            JsonObject told = json(Files.readString(result));
            assertComplete(stream, told.getInt("last"));
            check(told.getJsonArray("clients"), stream);
            assertHasAll(told.getJsonObject("speaker"), stream); // which was at B all the time
            long appended =
                    stream.stream().filter(number -> number.startsWith("A")).count();
            long sent = a.lastSent();
            LOG.log(
                    System.Logger.Level.INFO,
                    "A had sent {0} numbers; Redis had not got {1} of them, and these are lost",
                    sent,
                    Math.max(0, sent - appended));
            assertThat(appended)
                    .as("numbers of A in the stream")
                    .isGreaterThanOrEqualTo(told.getInt("before"))
                    .isLessThanOrEqualTo(sent + 1); // it may have been killed before it said so
        }
    }

    private Server start(LocalRedis redis, String name, Path results) throws IOException {
        Server server = Server.start(redis.uri(), name, results.resolve("killed-server-" + name + ".log"));
        servers.add(server);
        return server;
    }

    /** A process whose output nobody reads stops at some time. */
    private static Thread readOf(Server server) {
        Thread reader = new Thread(() -> server.output().lines().forEach(line -> {}));
        reader.setDaemon(true);
        reader.start();
        return reader;
    }

    /** The numbers in the order of the stream, such as {@code A1}. */
    private static List<String> stream(LocalRedis redis) {
        RedisClient client = RedisClient.create(redis.uri());
        try (var connection = client.connect()) {
            List<String> numbers = new ArrayList<>();
            for (StreamMessage<String, String> entry : connection.sync().xrange("socket.io", Range.unbounded())) {
                if ("3".equals(entry.getBody().get("type"))) {
                    JsonArray event = json(entry.getBody().get("data"))
                            .getJsonObject("packet")
                            .getJsonArray("data");
                    if (event.getString(0).equals("number")) {
                        numbers.add(event.getString(1) + event.getInt(2));
                    }
                }
            }
            return numbers;
        } finally {
            client.shutdown(0, 2, TimeUnit.SECONDS);
        }
    }

    private static JsonObject json(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    /** All numbers of B are in the stream, and those of A from its first to its last. */
    private static void assertComplete(List<String> stream, long last) {
        for (String server : List.of("A", "B")) {
            List<String> numbers = of(server, stream);
            long count = server.equals("A") ? numbers.size() : last;
            assertThat(numbers)
                    .containsExactlyElementsOf(LongStream.rangeClosed(1, count)
                            .mapToObj(number -> server + number)
                            .toList());
        }
    }

    private static List<String> of(String server, List<String> numbers) {
        return numbers.stream().filter(number -> number.startsWith(server)).toList();
    }

    private static void check(JsonArray clients, List<String> stream) {
        assertThat(clients).hasSize(CLIENTS);
        for (JsonObject client : clients.getValuesAs(JsonObject.class)) {
            JsonArray connects = client.getJsonArray("connects");
            assertThat(connects).hasSize(2);
            assertThat(connects.getJsonObject(0).getBoolean("recovered")).isFalse();
            assertThat(connects.getJsonObject(1).getBoolean("recovered"))
                    .as("recovered over " + client.get("transports"))
                    .isTrue();
            assertThat(connects.getJsonObject(1).getString("id"))
                    .isEqualTo(connects.getJsonObject(0).getString("id"));
            assertHasAll(client, stream);
        }
    }

    /** Has all that is in the stream, once and in order, and nothing else. */
    private static void assertHasAll(JsonObject client, List<String> stream) {
        List<String> numbers = client.getJsonArray("numbers").getValuesAs(JsonString::getString);
        assertThat(of("A", numbers)).containsExactlyElementsOf(of("A", stream));
        assertThat(of("B", numbers)).containsExactlyElementsOf(of("B", stream));
        assertThat(numbers).hasSameSizeAs(stream);
    }
}
