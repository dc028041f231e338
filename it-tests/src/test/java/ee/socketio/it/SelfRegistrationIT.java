package ee.socketio.it;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.servlet.SocketIoServlet;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.annotation.WebServlet;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server is there without any mapping, and an application's own is the only one. */
class SelfRegistrationIT {

    private static final String ON = contextParam("socketio.selfRegistration", "true");
    private static final String HANDSHAKE = "/?EIO=4&transport=polling";

    @TempDir
    private Path directory;

    private WebApplication application;

    @BeforeEach
    void make() throws Exception {
        application = new WebApplication(directory);
    }

    @AfterEach
    void stop() throws Exception {
        application.close();
    }

    @Test
    void anApplicationThatDoesNothingHasAServerWithBothTransports() throws Exception {
        application.webXml(ON).start();

        assertThat(application.get("/socket.io" + HANDSHAKE, Map.of()).body()).contains("\"upgrades\":[\"websocket\"]");
        assertThat(SocketIoServlet.server(application.servletContext()).path()).isEqualTo("/app/socket.io");
    }

    @Test
    void itsOptionsAreContextParams() throws Exception {
        application.webXml(ON + contextParam("socketio.pingInterval", "1234")).start();

        assertThat(application.get("/socket.io" + HANDSHAKE, Map.of()).body()).contains("\"pingInterval\":1234");
    }

    /** As here, where the library is on the class path of the container. */
    @Test
    void anApplicationThatSharesTheLibraryAndDoesNothingHasNoServer() throws Exception {
        application.start();

        assertThat(status("/socket.io")).isEqualTo(404);
    }

    @Test
    void aContextParamSwitchesItOff() throws Exception {
        application.webXml(contextParam("socketio.selfRegistration", "false")).start();

        assertThat(status("/socket.io")).isEqualTo(404);
    }

    @Test
    void aServletInWebXmlIsTheOnlyOne() throws Exception {
        application.webXml(ON + """
                        <servlet>
                          <servlet-name>chat</servlet-name>
                          <servlet-class>ee.socketio.servlet.SocketIoServlet</servlet-class>
                          <load-on-startup>1</load-on-startup>
                          <async-supported>true</async-supported>
                        </servlet>
                        <servlet-mapping>
                          <servlet-name>chat</servlet-name>
                          <url-pattern>/live/*</url-pattern>
                        </servlet-mapping>
                        """).start();

        assertThat(status("/live")).isEqualTo(200);
        assertThat(status("/socket.io")).isEqualTo(404);
    }

    @Test
    void anAnnotatedServletIsTheOnlyOne() throws Exception {
        application.with(Annotated.class).webXml(ON).start();

        assertThat(status("/live")).isEqualTo(200);
        assertThat(status("/socket.io")).isEqualTo(404);
    }

    @Test
    void aServletThatIsRegisteredInCodeIsTheOnlyOne() throws Exception {
        application.context().addEventListener(new InCode());
        application.webXml(ON).start();

        assertThat(status("/live")).isEqualTo(200);
        assertThat(status("/socket.io")).isEqualTo(404);
    }

    private int status(String path) throws Exception {
        return application.get(path + HANDSHAKE, Map.of()).statusCode();
    }

    private static String contextParam(String name, String value) {
        return "<context-param><param-name>" + name + "</param-name><param-value>" + value
                + "</param-value></context-param>";
    }

    /** Public for the container. */
    @WebServlet(urlPatterns = "/live/*", asyncSupported = true, loadOnStartup = 1)
    public static final class Annotated extends SocketIoServlet {
        private static final long serialVersionUID = 1L;
    }

    private static final class InCode implements ServletContextListener {
        @Override
        public void contextInitialized(ServletContextEvent event) {
            ServletRegistration.Dynamic servlet = event.getServletContext().addServlet("chat", new SocketIoServlet());
            servlet.setAsyncSupported(true);
            servlet.setLoadOnStartup(1);
            servlet.addMapping("/live/*");
        }
    }
}
