package ee.socketio.demo;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
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

/**
 * The scripts of {@code src/test/js}, which Node.js runs and which use a headless Chromium. The Chromium comes from npm and is
 * one for Linux on x86-64; elsewhere name an installed one in the environment variable {@code CHROMIUM}.
 */
final class BrowserScripts {

    private static final Path SCRIPTS = Path.of("src/test/js");
    private static final Path WORK = Path.of("target/js").toAbsolutePath();
    private static final List<String> FILES = List.of(
            "package.json",
            "package-lock.json",
            "chromium.mjs",
            "people.mjs",
            "browser-test.mjs",
            "cluster-test.mjs",
            "container-test.mjs",
            "jsonp-test.mjs");

    private BrowserScripts() {}

    /** Skips the test where there is no browser. */
    static void assumeBrowser() {
        assumeTrue(
                System.getenv("CHROMIUM") != null || chromiumFromNpmRunsHere(),
                "needs Linux on x86-64, or the environment variable CHROMIUM");
    }

    private static boolean chromiumFromNpmRunsHere() {
        return System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64");
    }

    /** Copies the scripts to where npm may leave its packages, and asks npm for these only when the lock file has changed. */
    static void install() throws IOException {
        Files.createDirectories(WORK);
        Path lock = WORK.resolve("package-lock.json");
        boolean installed = Files.exists(WORK.resolve("node_modules/.package-lock.json"))
                && Files.mismatch(lock, SCRIPTS.resolve("package-lock.json")) == -1;
        for (String name : FILES) {
            Files.copy(SCRIPTS.resolve(name), WORK.resolve(name), REPLACE_EXISTING);
        }
        if (!installed) {
            assertThat(execute(Map.of(), "npm", "ci", "--no-audit", "--no-fund"))
                    .as("npm ci")
                    .isZero();
        }
    }

    /** Runs a script and fails if it does; it has said why. */
    static void run(String script, Map<String, String> environment) throws IOException {
        assertThat(execute(environment, "node", script))
                .as("exit code of %s", script)
                .isZero();
    }

    /** Runs a command in the work directory, prints what it prints, and returns its exit code. */
    private static int execute(Map<String, String> environment, String... command) throws IOException {
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
