package ee.socketio.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.ServerOptions;
import ee.socketio.servlet.ServerInitializer;
import ee.socketio.servlet.SocketIoServlet;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.junit.jupiter.api.Test;

/** The module in an application that has no CDI: what people read says so. */
class WithoutCdiTest {

    private static final String HELP = "socketio-cdi is part of this application, but CDI is not";

    @Test
    void withoutAContainerTheServletFailsAndSaysSo() {
        assertThatThrownBy(() -> Jetty.start(new SocketIoServlet()).close()).hasStackTraceContaining(HELP);
    }

    /** Such a servlet asks for no options, so it fails later. */
    @Test
    void aServletWithGivenOptionsFailsInTheSameWay() {
        assertThatThrownBy(() -> Jetty.start(
                                new SocketIoServlet(ServerOptions.builder().build()))
                        .close())
                .hasStackTraceContaining(HELP);
    }

    @Test
    void withoutTheApiTheMessageIsTheSame() throws Exception {
        try (Without loader = new Without("jakarta.enterprise.")) {
            Class<?> type = loader.loadClass("ee.socketio.cdi.CdiInitializer");
            assertThat(type.getClassLoader()).isSameAs(loader);
            ServerInitializer initializer =
                    (ServerInitializer) type.getConstructor().newInstance();

            assertThatThrownBy(() -> initializer.configure(
                            ServerOptions.builder(), new ServletContextHandler().getServletContext()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(HELP);
        }
    }
}
