package ee.socketio.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** How users of a container deploy a WAR and start it. */
enum ContainerKind {
    JETTY("jetty-home-", "jetty/") {
        @Override
        Start install(Path home, Path base, Path war, int offset) throws IOException, InterruptedException {
            List<String> jetty =
                    List.of(java(), "-jar", home.resolve("start.jar").toString(), "jetty.base=" + base);
            Files.createDirectories(base.resolve("work")); // or it unpacks WARs in the system's temporary directory
            run(append(jetty, "--add-modules=http,ee10-deploy,ee10-websocket-jakarta"));
            Files.copy(war, base.resolve("webapps/ROOT.war"));
            return new Start(
                    append(jetty, "jetty.http.host=127.0.0.1", "jetty.http.port=" + (HTTP + offset)), Map.of());
        }
    },

    TOMCAT("apache-tomcat-", "Tomcat/") {
        @Override
        Start install(Path home, Path base, Path war, int offset) throws IOException {
            copy(home.resolve("conf"), base.resolve("conf"));
            Path configuration = base.resolve("conf/server.xml");
            Files.writeString(
                    configuration,
                    Files.readString(configuration)
                            .replace("port=\"8080\"", "address=\"127.0.0.1\" port=\"" + (HTTP + offset) + "\"")
                            .replace("port=\"8005\"", "port=\"-1\""));
            Files.createDirectories(base.resolve("temp"));
            Files.createDirectories(base.resolve("logs"));
            Files.createDirectories(base.resolve("webapps"));
            Files.copy(war, base.resolve("webapps/ROOT.war"));
            return new Start(
                    List.of("sh", home.resolve("bin/catalina.sh").toString(), "run"),
                    Map.of("CATALINA_BASE", base.toString()));
        }
    },

    WILDFLY("wildfly-", "WildFly ") {
        @Override
        Start install(Path home, Path base, Path war, int offset) throws IOException {
            copy(home.resolve("standalone"), base);
            Files.copy(war, base.resolve("deployments/ROOT.war"));
            return new Start(
                    List.of(
                            "sh",
                            home.resolve("bin/standalone.sh").toString(),
                            "-Djboss.server.base.dir=" + base,
                            "-Djboss.socket.binding.port-offset=" + offset),
                    Map.of());
        }

        @Override
        boolean isFull() {
            return true;
        }
    };

    /** The port for HTTP of all of them, to which an offset is added. */
    static final int HTTP = 8080;

    private final String directory;
    private final String serverInfo;

    ContainerKind(String directory, String serverInfo) {
        this.directory = directory;
        this.serverInfo = serverInfo;
    }

    /** How to start it in the foreground. */
    record Start(List<String> command, Map<String, String> environment) {}

    /** The kind of a container that was unpacked into a directory of this name. */
    static ContainerKind of(String directory) {
        return Stream.of(values())
                .filter(kind -> directory.startsWith(kind.directory))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("Nobody knows how to start " + directory));
    }

    /**
     * Deploys the WAR at {@code /} in an empty directory, so that what was unpacked remains as it is.
     *
     * @param offset what to add to the ports that it has by default
     */
    abstract Start install(Path home, Path base, Path war, int offset) throws IOException, InterruptedException;

    /** Whether it brings CDI, JSON-B and transactions. */
    boolean isFull() {
        return false;
    }

    /** What the server in a directory of this name calls itself. */
    String serverInfo(String directoryName) {
        return serverInfo + directoryName.substring(directory.length());
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        int exitValue = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (exitValue != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + exitValue);
        }
    }

    private static List<String> append(List<String> list, String... more) {
        List<String> all = new ArrayList<>(list);
        all.addAll(Arrays.asList(more));
        return all;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            files.forEach(file -> {
                try {
                    Path copy = to.resolve(from.relativize(file).toString());
                    if (Files.isDirectory(file)) {
                        Files.createDirectories(copy);
                    } else {
                        Files.copy(file, copy);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
