package ee.socketio.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.servlet.ServerInitializer;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** MicroProfile Config is optional: without it there are no options from it, and nothing else is missing. */
class WithoutMicroProfileTest {

    private final Without loader = new Without("org.eclipse.microprofile.");

    @AfterEach
    void close() throws Exception {
        loader.close();
    }

    /** Otherwise the other test would show nothing. */
    @Test
    void itCannotBeUsedHere() throws Exception {
        Class<?> config = loader.loadClass("ee.socketio.cdi.MicroProfileConfig");
        assertThatThrownBy(config::getDeclaredFields).isInstanceOf(NoClassDefFoundError.class);
    }

    @Test
    void thereIsNoOptionFromIt() throws Exception {
        Class<?> type = loader.loadClass("ee.socketio.cdi.CdiInitializer");
        assertThat(type.getClassLoader()).isSameAs(loader);
        ServerInitializer initializer =
                (ServerInitializer) type.getConstructor().newInstance();

        assertThat(initializer.param("pingInterval", new ServletContextHandler().getServletContext()))
                .isNull();
    }
}
