package ee.socketio.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.engine.InvalidOptionException;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application that finds an adapter which is none of its library's: the container has another copy of that, for example. */
class AdapterParamTest {

    @TempDir
    private Path classes;

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();
    private URLClassLoader application;

    @BeforeEach
    void foreignProvider() throws IOException {
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(services.resolve("ee.socketio.spi.AdapterProvider"), "java.lang.String\n");
        application = new URLClassLoader(new URL[] {classes.toUri().toURL()}, before);
        Thread.currentThread().setContextClassLoader(application);
    }

    @AfterEach
    void close() throws IOException {
        Thread.currentThread().setContextClassLoader(before);
        application.close();
    }

    @Test
    void harmsNobodyWhoNamesNoAdapter() {
        assertThat(AdapterParam.read(option -> null)).isNull();
    }

    @Test
    void isPassedOver() {
        Map<String, String> given = Map.of("adapter", "redis");

        assertThatThrownBy(() -> AdapterParam.read(given::get))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("add ee.socketio:socketio-redis");
    }
}
