package ee.socketio.internal.client;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.fakes.FakeRequest;
import ee.socketio.fakes.FakeResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bundles of the two clients that are in the jar. */
class ClientFilesTest {

    @ParameterizedTest
    @ValueSource(strings = {"v2", "v4"})
    void theLicenseOfEachClientIsBesideIt(String version) throws IOException {
        try (InputStream license =
                ClientFiles.class.getResourceAsStream("/ee/socketio/client/" + version + "/LICENSE")) {
            assertThat(license).isNotNull();
            assertThat(new String(license.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("MIT", "Guillermo Rauch", "Permission is hereby granted");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/socket.io.js, true, true",
        "/socket.io.js.map, true, true",
        "/socket.io.slim.js, true, false",
        "/socket.io.slim.js.map, true, false",
        "/socket.io.min.js, false, true",
        "/socket.io.esm.min.js, false, true",
        "/socket.io.msgpack.min.js.map, false, true",
        "/socket.io.dev.js, false, false",
        "/LICENSE, false, false",
        "/version.properties, false, false",
        "/../v4/socket.io.min.js, false, false",
        "/socket.io.js.br, false, false",
        "/, false, false"
    })
    void eachVersionServesItsOwnFilesOnly(String path, boolean v2, boolean v4) throws IOException {
        assertThat(serves(ClientFiles.v2(), path)).isEqualTo(v2);
        assertThat(serves(ClientFiles.v4(), path)).isEqualTo(v4);
    }

    private static boolean serves(ClientFiles files, String path) throws IOException {
        FakeResponse response = new FakeResponse();
        return files.serve(FakeRequest.of("HEAD").pathInfo(path).proxy(), response.proxy());
    }
}
