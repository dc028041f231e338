package ee.socketio.demo;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The demo on two servers, used by people in a headless Chromium: see {@code src/test/js/cluster-test.mjs}, which this test runs. */
class ClusterIT {

    private static final Path SCREENSHOTS = Path.of("target/screenshots").toAbsolutePath();

    @Test
    void peopleOfTwoServersChat() throws Exception {
        BrowserScripts.assumeBrowser();
        Path war = Path.of(requireNonNull(System.getProperty("demo.war"), "demo.war"))
                .toAbsolutePath();
        BrowserScripts.install();

        try (DemoCluster cluster =
                DemoCluster.start(war, Path.of("target/cluster").toAbsolutePath(), 0, 0)) {
            BrowserScripts.run(
                    "cluster-test.mjs",
                    Map.of(
                            "DEMO_URL", cluster.uris().get(0).toString(),
                            "OTHER_URL", cluster.uris().get(1).toString(),
                            "SCREENSHOT_DIR", SCREENSHOTS.toString()));
        }
        assertThat(SCREENSHOTS.resolve("cluster.png")).isNotEmptyFile();
    }
}
