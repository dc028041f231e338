package ee.socketio.demo;

import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Polling by script elements and forms, from pages of another origin in a headless Chromium: see {@code
 * src/test/js/jsonp-test.mjs}, which this test runs.
 */
class JsonpIT {

    @Test
    void pagesOfAnotherOriginTalkByScriptsAndForms() throws Exception {
        BrowserScripts.assumeBrowser();
        BrowserScripts.install();

        try (EchoServer server = new EchoServer()) {
            BrowserScripts.run(
                    "jsonp-test.mjs", Map.of("SERVER_URL", server.uri().toString()));
        }
    }
}
