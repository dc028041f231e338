package ee.socketio.demo;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The demo's WAR on every container, installed and started as its users do, with people who chat in a headless Chromium: see
 * {@code src/test/js/container-test.mjs}, which this test runs. It leaves one screenshot for each.
 */
class ContainersIT {

    private static final Path SCREENSHOTS = Path.of("target/screenshots").toAbsolutePath();

    /** What has gone wrong says so in the log. */
    private static final Pattern TROUBLE = Pattern.compile("\\b(WARN(ING)?|ERROR|SEVERE|FATAL)\\b|Exception|Error\\b");

    /**
     * But not WildFly's hints about its own default configuration, that its executors take and run no tasks while it stops, what
     * Tomcat says of a machine that is busy and of threads that Weld ends without waiting for them, and what newer versions of Java
     * say of the containers' code.
     */
    private static final Pattern HINTS = Pattern.compile("WFLYTX0013|WFLYELY0108[45]|WFLYELY00023"
            + "|The executor of listeners refuses tasks.*WFLYEE0126|WFLYEE0110.*WFLYEE0111"
            + "|Creation of SecureRandom instance|started a thread named \\[weld-worker-"
            + "|^WARNING: (A restricted method|Restricted methods|java\\.lang\\.System::load has been called by org\\.apache"
            + "|Use --enable-native-access|sun\\.misc\\.Unsafe|Please consider reporting this)");

    @ParameterizedTest
    @MethodSource("containers")
    void peopleChat(String container) throws Exception {
        BrowserScripts.assumeBrowser();
        assumeFalse(System.getProperty("os.name").startsWith("Windows"), "the containers are started by shell scripts");
        BrowserScripts.install();

        ContainerKind kind = ContainerKind.of(container);
        Path containers = path("demo.containers.directory");
        Path home = containers.resolve(container);
        assertThat(home).as("what the build has unpacked").isDirectory();
        Path war = path(kind.isFull() ? "demo.war.thin" : "demo.war");
        String screenshot = container + ".png";
        Files.deleteIfExists(SCREENSHOTS.resolve(screenshot));

        ContainerProcess running = ContainerProcess.start(home, containers.resolve("run-" + container), war);
        try (running) {
            BrowserScripts.run(
                    "container-test.mjs",
                    Map.of(
                            "DEMO_URL", running.uri().toString(),
                            "SERVER", kind.serverInfo(container),
                            "TRANSACTIONS", String.valueOf(kind.isFull()),
                            "SCREENSHOT", screenshot,
                            "SCREENSHOT_DIR", SCREENSHOTS.toString()));
        }
        assertThat(SCREENSHOTS.resolve(screenshot)).isNotEmptyFile();
        assertThat(trouble(running)).as("trouble in the log").isEmpty();
    }

    @Test
    void theThinWarBringsNothingThatItsContainersHave() throws IOException {
        try (JarFile war = new JarFile(path("demo.war.thin").toFile())) {
            List<String> jars = war.stream()
                    .map(entry -> Path.of(entry.getName()).getFileName().toString())
                    .filter(name -> name.endsWith(".jar"))
                    .map(name -> name.replaceFirst("-\\d.*", ""))
                    .toList();
            assertThat(jars).containsExactlyInAnyOrder("socketio-servlet", "socketio-cdi", "jspecify");
            List<String> classes = war.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(".class"))
                    .toList();
            assertThat(classes).isNotEmpty().allMatch(name -> name.startsWith("WEB-INF/classes/ee/socketio/demo/"));
        }
    }

    static Stream<String> containers() {
        return Pattern.compile(",").splitAsStream(property("demo.containers"));
    }

    private static List<String> trouble(ContainerProcess container) throws IOException {
        return container.log().stream()
                .filter(line -> TROUBLE.matcher(line).find())
                .filter(line -> !HINTS.matcher(line).find())
                .toList();
    }

    private static Path path(String property) {
        return Path.of(property(property)).toAbsolutePath();
    }

    private static String property(String name) {
        return requireNonNull(System.getProperty(name), name);
    }
}
