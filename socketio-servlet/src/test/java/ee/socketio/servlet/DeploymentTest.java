package ee.socketio.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a deployed server says that it is. */
class DeploymentTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '=',
            value = {
                "/socket.io/* = /app/socket.io",
                "/live/chat/* = /app/live/chat",
                "/socket.io/ = /app/socket.io",
                "/socket.io = /app/socket.io",
                "/* = /app",
                "/ = /app",
                "*.io = /app",
                "'' = /app",
                "/b/* /a/* = /app/a",
                "/a /b/* *.io = /app/b"
            })
    void thePathIsThatOfTheMappingBehindTheContextPath(String mappings, String path) {
        List<String> all = Arrays.stream(mappings.split(" "))
                .filter(mapping -> !mapping.isEmpty())
                .toList();

        assertThat(Deployment.path(FakeConfig.mappedTo(all, Map.of()))).isEqualTo(path);
    }
}
