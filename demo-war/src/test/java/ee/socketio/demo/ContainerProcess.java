package ee.socketio.demo;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A container in a process of its own, with one WAR at {@code /}, on ports that were free. */
final class ContainerProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PATIENCE_TO_STOP = Duration.ofSeconds(30);

    /** Code that is compiled less well and sooner: none of it runs for long here. */
    private static final String QUICK_START = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

    /** What WildFly opens: HTTP, HTTPS and its management. The others open the first. */
    private static final List<Integer> PORTS = List.of(ContainerKind.HTTP, 8443, 9990);

    private final Process process;
    private final int port;
    private final Path log;
    private final Thread atExit = new Thread(this::kill);

    private ContainerProcess(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * Starts the container and waits until it serves.
     *
     * @param home where it was unpacked
     * @param base a directory for its configuration and data, which is emptied; its log is beside it
     */
    static ContainerProcess start(Path home, Path base, Path war) throws IOException, InterruptedException {
        empty(base);
        int offset = freeOffset();
        ContainerKind kind = ContainerKind.of(home.getFileName().toString());
        ContainerKind.Start start = kind.install(home, base, war, offset);
        Path log = base.resolveSibling(base.getFileName() + ".log");
        ProcessBuilder builder =
                new ProcessBuilder(start.command()).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("JDK_JAVA_OPTIONS", QUICK_START);
        builder.environment().putAll(start.environment());
        ContainerProcess container = new ContainerProcess(builder.start(), ContainerKind.HTTP + offset, log);
        try {
            container.awaitDemo();
            return container;
        } catch (IOException | InterruptedException | RuntimeException e) {
            container.close();
            throw e;
        }
    }

    /** Where the WAR is. */
    URI uri() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    /** What it has logged. */
    List<String> log() throws IOException {
        return Files.readAllLines(log);
    }

    /** Stops it as a user would, and kills it if it takes too long. */
    @Override
    public void close() {
        try {
            // The scripts of some run Java beside themselves, and end when it does.
            List<ProcessHandle> children = process.descendants().toList();
            if (children.isEmpty()) {
                process.destroy();
            } else {
                children.forEach(ProcessHandle::destroy);
            }
            Stream<CompletableFuture<?>> ends =
                    Stream.concat(children.stream().map(ProcessHandle::onExit), Stream.of(process.onExit()));
            CompletableFuture.allOf(ends.toArray(CompletableFuture<?>[]::new))
                    .get(PATIENCE_TO_STOP.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("It did not stop in " + PATIENCE_TO_STOP, e);
        } catch (Exception e) {
            throw new IllegalStateException("It did not stop well", e);
        } finally {
            kill();
            Runtime.getRuntime().removeShutdownHook(atExit);
        }
    }

    private void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** Its welcome page may be there before the WAR is: asks for a file that the servlet serves. */
    private void awaitDemo() throws IOException, InterruptedException {
        URL file = uri().resolve("socket.io/socket.io.js").toURL();
        Instant deadline = Instant.now().plus(PATIENCE);
        while (status(file) != HttpURLConnection.HTTP_OK) {
            if (!process.isAlive() || Instant.now().isAfter(deadline)) {
                throw new IOException((process.isAlive() ? "It does not serve the WAR" : "It ended") + ":\n"
                        + String.join("\n", log()));
            }
            Thread.sleep(200);
        }
    }

    private static int status(URL url) {
        try {
            HttpURLConnection connection = (HttpURLConnection) url.openConnection();
            connection.setReadTimeout(Math.toIntExact(PATIENCE.toMillis()));
            int status = connection.getResponseCode();
            connection.disconnect();
            return status;
        } catch (IOException e) {
            return -1; // not yet
        }
    }

    /** Leads below the ports that the system gives to clients, where none can be taken by chance meanwhile. */
    private static int freeOffset() {
        return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(12_000, 22_000))
                .limit(1000)
                .filter(offset -> PORTS.stream().allMatch(each -> isFree(each + offset)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No port is free"));
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static void empty(Path directory) throws IOException {
        Files.createDirectories(directory);
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(ContainerProcess::delete);
        }
        Files.createDirectories(directory);
    }

    private static void delete(File file) {
        if (!file.delete()) {
            throw new UncheckedIOException(new IOException("Cannot delete " + file));
        }
    }
}
