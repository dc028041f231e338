package ee.socketio.demo;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * The demo's WAR on Jetty, used by two people in a headless Chromium: see {@code src/test/js/browser-test.mjs}, which this test
 * runs with Node.js. The Chromium comes from npm and is one for Linux on x86-64; elsewhere name an installed one in the
 * environment variable {@code CHROMIUM}.
 */
class BrowserIT {

    private static final Path SCRIPTS = Path.of("src/test/js");
    private static final Path WORK = Path.of("target/js").toAbsolutePath();
    private static final Path SCREENSHOTS = Path.of("target/screenshots").toAbsolutePath();

    @Test
    void twoPeopleChatInABrowser() throws Exception {
        assumeTrue(
                System.getenv("CHROMIUM") != null || chromiumFromNpmRunsHere(),
                "needs Linux on x86-64, or the environment variable CHROMIUM");
        Path war = Path.of(requireNonNull(
                        System.getProperty("demo.war"), "the system property demo.war: the path of the WAR"))
                .toAbsolutePath();
        installScripts();

        try (DemoServer server = new DemoServer(war, Path.of("target/jetty").toAbsolutePath())) {
            Map<String, String> environment = Map.of(
                    "DEMO_URL", server.demoUri().toString(),
                    "DEMO_CONTROL_URL", server.controlUri().toString(),
                    "SCREENSHOT_DIR", SCREENSHOTS.toString());
            assertThat(run(environment, "node", "browser-test.mjs"))
                    .as("exit code")
                    .isZero();
        }
        for (String name : List.of("chat.png", "image.png", "reconnected.png", "mobile.png", "dark.png")) {
            assertThat(SCREENSHOTS.resolve(name)).isNotEmptyFile();
        }
    }

    private static boolean chromiumFromNpmRunsHere() {
        return System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64");
    }

    /** Copies the scripts to where npm may leave its packages, and asks npm for these only when the lock file has changed. */
    private static void installScripts() throws Exception {
        Files.createDirectories(WORK);
        Path lock = WORK.resolve("package-lock.json");
        boolean installed = Files.exists(WORK.resolve("node_modules/.package-lock.json"))
                && Files.mismatch(lock, SCRIPTS.resolve("package-lock.json")) == -1;
        for (String name : List.of("package.json", "package-lock.json", "browser-test.mjs")) {
            Files.copy(SCRIPTS.resolve(name), WORK.resolve(name), REPLACE_EXISTING);
        }
        if (!installed) {
            assertThat(run(Map.of(), "npm", "ci", "--no-audit", "--no-fund"))
                    .as("npm ci")
                    .isZero();
        }
    }

    /** Runs a command in the work directory, prints what it prints, and returns its exit code. */
    private static int run(Map<String, String> environment, String... command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(WORK.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        CompletableFuture<Process> end = process.onExit()
                .orTimeout(10, TimeUnit.MINUTES)
                .whenComplete((ended, timeout) -> process.destroyForcibly());
        try (BufferedReader output = process.inputReader()) {
            output.lines().forEach(System.out::println);
        }
        return end.join().exitValue();
    }
}
