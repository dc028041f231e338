package ee.socketio.demo;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The demo's WAR on Jetty, used by people in a headless Chromium: see {@code src/test/js/browser-test.mjs}, which this test
 * runs.
 */
class BrowserIT {

    private static final Path SCREENSHOTS = Path.of("target/screenshots").toAbsolutePath();

    @Test
    void peopleChatInABrowserWithEveryVersionOfTheClient() throws Exception {
        BrowserScripts.assumeBrowser();
        Path war = Path.of(requireNonNull(
                        System.getProperty("demo.war"), "the system property demo.war: the path of the WAR"))
                .toAbsolutePath();
        BrowserScripts.install();

        try (DemoServer server = new DemoServer(war, Path.of("target/jetty").toAbsolutePath())) {
            BrowserScripts.run(
                    "browser-test.mjs",
                    Map.of(
                            "DEMO_URL", server.demoUri().toString(),
                            "DEMO_CONTROL_URL", server.controlUri().toString(),
                            "SCREENSHOT_DIR", SCREENSHOTS.toString()));
        }
        for (String name :
                List.of("chat.png", "image.png", "reconnected.png", "mobile.png", "dark.png", "v2-v3-v4.png")) {
            assertThat(SCREENSHOTS.resolve(name)).isNotEmptyFile();
        }
    }
}
