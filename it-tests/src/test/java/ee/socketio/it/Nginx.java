package ee.socketio.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * nginx with the configuration that docs/PROXIES.md shows, but for its addresses: on a free port of the loopback interface,
 * everything that it writes in a directory of its own.
 */
final class Nginx implements AutoCloseable {

    private static final Path RECIPE = Path.of("..", "docs", "proxies", "nginx.conf");
    private static final Path TARGET = Path.of("target", "nginx").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PATIENCE_FOR_PACKAGES = Duration.ofMinutes(2);

    /** One process, so that nothing of it can be left behind. */
    private static final String SURROUNDINGS = """
            daemon off;
            master_process off;
            pid nginx.pid;
            events {}
            http {
                access_log access.log;
                client_body_temp_path client_body;
                proxy_temp_path proxy;
                fastcgi_temp_path fastcgi;
                uwsgi_temp_path uwsgi;
                scgi_temp_path scgi;
                include recipe.conf;
            }
            """;

    private final Process process;
    private final int port;

    private Nginx(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts it in front of these two nodes. Skips the test where there is no nginx and no way to get one. */
    static Nginx before(int nodeA, int nodeB) throws IOException, InterruptedException {
        String nginx = install();
        int port = freePort();
        Files.createDirectories(TARGET);
        Files.writeString(TARGET.resolve("nginx.conf"), SURROUNDINGS);
        Files.writeString(TARGET.resolve("recipe.conf"), recipe(port, nodeA, nodeB));
        Process process = new ProcessBuilder(
                        nginx,
                        "-p",
                        TARGET.toString(),
                        "-c",
                        "nginx.conf",
                        "-e",
                        TARGET.resolve("error.log").toString())
                .redirectErrorStream(true)
                .redirectOutput(TARGET.resolve("output.log").toFile())
                .start();
        Nginx running = new Nginx(process, port);
        try {
            running.awaitPort();
            return running;
        } catch (IOException | InterruptedException | RuntimeException e) {
            running.close();
            throw e;
        }
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static String recipe(int port, int nodeA, int nodeB) throws IOException {
        Map<String, String> addresses = Map.of(
                "listen 80;", "listen 127.0.0.1:" + port + ";",
                "10.0.0.1:8080", "127.0.0.1:" + nodeA,
                "10.0.0.2:8080", "127.0.0.1:" + nodeB);
        String recipe = Files.readString(RECIPE);
        for (Map.Entry<String, String> address : addresses.entrySet()) {
            if (!recipe.contains(address.getKey())) {
                throw new IllegalStateException(RECIPE + " no longer has " + address.getKey());
            }
            recipe = recipe.replace(address.getKey(), address.getValue());
        }
        return recipe;
    }

    private void awaitPort() throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (true) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                if (socket.isConnected()) {
                    return;
                }
            } catch (IOException e) {
                if (!process.isAlive() || Instant.now().isAfter(deadline)) {
                    throw new IOException("nginx did not start: " + Files.readString(TARGET.resolve("output.log")), e);
                }
            }
            Thread.sleep(20);
        }
    }

    /** Below the ports that the system gives to clients, where none can be taken by chance meanwhile. */
    private static int freePort() {
        return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(20_000, 32_000))
                .limit(1000)
                .filter(Nginx::isFree)
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

    // ---- Where it comes from ---------------------------------------------------------------------

    /** The installed nginx, or else Debian's package, unpacked in the build's directory. */
    private static String install() throws IOException, InterruptedException {
        String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin";
        Optional<Path> installed = Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(path)
                .map(directory -> Path.of(directory, "nginx"))
                .filter(Files::isExecutable)
                .findFirst();
        if (installed.isPresent()) {
            return installed.get().toString();
        }
        Path unpacked = TARGET.resolve("package/usr/sbin/nginx");
        if (!Files.isExecutable(unpacked)) {
            assumeTrue(
                    Files.exists(Path.of("/etc/debian_version")), "needs nginx on the PATH, or Debian to get it from");
            assumeTrue(
                    unpackPackage(), "needs nginx on the PATH; Debian's package could not be fetched: see " + TARGET);
        }
        assumeTrue(run(TARGET, List.of(unpacked.toString(), "-v")), "Debian's nginx does not run here: see " + TARGET);
        return unpacked.toString();
    }

    private static boolean unpackPackage() throws IOException, InterruptedException {
        Path packages = Files.createDirectories(TARGET.resolve("packages"));
        return (fetch(packages) || fetchByNewLists(packages)) && unpack(packages);
    }

    private static boolean fetch(Path packages, String... options) throws IOException, InterruptedException {
        Stream<String> command = Stream.of(Stream.of("apt-get"), Stream.of(options), Stream.of("download", "nginx"))
                .flatMap(part -> part);
        return run(packages, command.toList());
    }

    /** This machine has no list of packages, or an old one. Only root may change that, so we get one of our own. */
    private static boolean fetchByNewLists(Path packages) throws IOException, InterruptedException {
        Path lists = Files.createDirectories(TARGET.resolve("lists"));
        Files.createDirectories(lists.resolve("partial"));
        String[] options = {"-o", "Dir::State::Lists=" + lists, "-o", "Dir::Cache=" + TARGET.resolve("cache")};
        Files.createDirectories(TARGET.resolve("cache/archives/partial"));
        List<String> update = Stream.of(Stream.of("apt-get"), Stream.of(options), Stream.of("update"))
                .flatMap(part -> part)
                .toList();
        return run(packages, update) && fetch(packages, options);
    }

    private static boolean unpack(Path packages) throws IOException, InterruptedException {
        try (Stream<Path> files = Files.list(packages)) {
            List<Path> found =
                    files.filter(file -> file.toString().endsWith(".deb")).toList();
            for (Path file : found) {
                if (!run(
                        packages,
                        List.of(
                                "dpkg-deb",
                                "-x",
                                file.toString(),
                                TARGET.resolve("package").toString()))) {
                    return false;
                }
            }
            return !found.isEmpty();
        }
    }

    /** Whether the command ends well. Its output goes to a file of its name. */
    private static boolean run(Path directory, List<String> command) throws IOException, InterruptedException {
        String name = Path.of(command.get(0)).getFileName().toString();
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        TARGET.resolve(name + ".log").toFile()));
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            return false; // there is no such command
        }
        if (!process.waitFor(PATIENCE_FOR_PACKAGES.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
            return false;
        }
        return process.exitValue() == 0;
    }
}
