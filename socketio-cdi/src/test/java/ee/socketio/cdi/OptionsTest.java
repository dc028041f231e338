package ee.socketio.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.ServerOptions;
import ee.socketio.SocketIoServer;
import ee.socketio.adapter.InMemoryAdapter;
import ee.socketio.servlet.SocketIoServlet;
import ee.socketio.spi.AdapterFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where options come from, and who has the last word. */
class OptionsTest {

    private final Map<String, String> properties = new TreeMap<>();

    @Dependent
    static class Producer {
        @Produces
        @Singleton
        ServerOptions options() {
            return ServerOptions.builder()
                    .upgradeTimeout(Duration.ofSeconds(3))
                    .maxSessions(3)
                    .connectTimeout(Duration.ofSeconds(3))
                    .build();
        }
    }

    @Dependent
    static class AnotherProducer {
        @Produces
        ServerOptions options() {
            return ServerOptions.builder().build();
        }
    }

    @Dependent
    static class BadProducer {
        @Produces
        ServerOptions options() {
            return ServerOptions.builder().maxSessions(-3).build();
        }
    }

    /** An adapter, and options with another. */
    @Dependent
    static class AdapterProducer {
        @Produces
        @ApplicationScoped
        AdapterFactory adapter() {
            return InMemoryAdapter::new;
        }
    }

    @Dependent
    static class AdapterInOptions {
        static final AdapterFactory ADAPTER = InMemoryAdapter::new;

        @Produces
        @Singleton
        ServerOptions options() {
            return ServerOptions.builder().adapter(ADAPTER).maxSessions(3).build();
        }
    }

    @Dependent
    static class AnotherAdapterProducer {
        @Produces
        AdapterFactory adapter() {
            return InMemoryAdapter::new;
        }
    }

    /** Has the last word on one option. */
    static final class Configured extends SocketIoServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void configure(ServerOptions.Builder options) {
            options.connectTimeout(Duration.ofSeconds(5));
        }
    }

    private void config(String name, String value) {
        properties.put(name, value);
        System.setProperty(name, value);
    }

    @AfterEach
    void forget() {
        properties.keySet().forEach(System::clearProperty);
    }

    @SuppressWarnings("try") // they only have to be there
    private static ServerOptions options(Map<String, String> params, Class<?>... beans) throws Exception {
        try (WeldContainer container = Beans.weld(beans).initialize();
                Jetty jetty = Jetty.start(new Configured(), params)) {
            return CDI.current().select(SocketIoServer.class).get().options();
        }
    }

    @Test
    void laterPlacesWinOptionByOption() throws Exception {
        config("socketio.pingTimeout", "2000");
        config("socketio.upgradeTimeout", "2000");
        config("socketio.maxSessions", "2");
        config("socketio.connectTimeout", "2000");
        Map<String, String> params = Map.of(
                "pingInterval", "1000",
                "pingTimeout", "1000",
                "upgradeTimeout", "1000",
                "maxSessions", "1",
                "connectTimeout", "1000");

        ServerOptions options = options(params, Producer.class);

        assertThat(options.engine().pingInterval()).hasSeconds(1);
        assertThat(options.engine().pingTimeout()).hasSeconds(2);
        assertThat(options.engine().upgradeTimeout()).hasSeconds(3);
        assertThat(options.engine().maxSessions()).isEqualTo(3);
        assertThat(options.connectTimeout()).hasSeconds(5);
    }

    @Test
    void detailsOfAnOptionSwitchItOnWhereverTheyAre() throws Exception {
        config("socketio.cookie.name", "node");
        config("socketio.cors.origin", "https://a.example");
        config("socketio.connectionStateRecovery.maxBytes", "1000");
        ServerOptions options = options(Map.of("cookie.path", "/here"));
        assertThat(options.engine().cookie().name()).isEqualTo("node");
        assertThat(options.engine().cookie().path()).isEqualTo("/here");
        assertThat(options.engine().cors()).isNotNull();
        assertThat(options.connectionStateRecovery().maxBytes()).isEqualTo(1000);
        assertThat(options(Map.of("cors.origin", "*", "connectionStateRecovery", "false"))
                        .connectionStateRecovery())
                .isNull();
    }

    @Test
    void mistakesSayWhereTheyCameFrom() {
        config("socketio.pingInterval", "soon");
        assertThatThrownBy(() -> options(Map.of()))
                .hasRootCauseMessage("Option 'pingInterval' is 'soon', but must be a whole number")
                .hasStackTraceContaining("(from 'socketio.pingInterval' in MicroProfile Config, SysPropConfigSource)");
        config("socketio.pingInterval", "0");
        assertThatThrownBy(() -> options(Map.of("pingInterval", "1")))
                .hasStackTraceContaining("Option 'pingInterval' is '0', but must be between 1 and 86400000 ms"
                        + " (from 'socketio.pingInterval' in MicroProfile Config, SysPropConfigSource)");
        forget();
        assertThatThrownBy(() -> options(Map.of("pingInterval", "0")))
                .hasStackTraceContaining("(from init-param of servlet 'socketio')");
        assertThatThrownBy(() -> options(Map.of("pingIntervall", "1")))
                .hasStackTraceContaining("(from init-param of servlet 'socketio')");
        assertThatThrownBy(() -> options(Map.of(), BadProducer.class))
                .hasStackTraceContaining(
                        "is '-3', but must be between 0 and 2147483647 (from the producer of ServerOptions)");
    }

    @Test
    void aMistakeFailsTheDeploymentEvenIfALaterPlaceHasTheOptionToo() {
        assertThatThrownBy(() -> options(Map.of("connectTimeout", "0")))
                .hasStackTraceContaining("Option 'connectTimeout' is '0'")
                .hasStackTraceContaining("(from init-param of servlet 'socketio')");
    }

    @Test
    void anAdapterThatIsABeanIsTheServersAndGoesBeforeThatOfOptions() throws Exception {
        assertThat(options(Map.of()).adapter()).isNull();
        assertThat(options(Map.of(), AdapterInOptions.class).adapter()).isSameAs(AdapterInOptions.ADAPTER);

        ServerOptions both = options(Map.of(), AdapterInOptions.class, AdapterProducer.class);

        assertThat(both.adapter()).isNotNull().isNotSameAs(AdapterInOptions.ADAPTER);
        assertThat(both.engine().maxSessions()).isEqualTo(3);
    }

    @Test
    void severalAdaptersFailTheDeployment() {
        assertThatThrownBy(() -> options(Map.of(), AdapterProducer.class, AnotherAdapterProducer.class))
                .hasStackTraceContaining("Several beans produce AdapterFactory: only one may");
    }

    @Test
    void anAdapterOfAModuleThatIsMissingFailsTheDeployment() {
        config("socketio.adapter", "redis");
        assertThatThrownBy(() -> options(Map.of()))
                .hasStackTraceContaining("Option 'adapter' is 'redis', but must be the name of an adapter on the class"
                        + " path: add ee.socketio:socketio-redis for this one (from 'socketio.adapter' in MicroProfile"
                        + " Config, SysPropConfigSource)");
    }

    @Test
    void severalProducersFailTheDeployment() {
        assertThatThrownBy(() -> options(Map.of(), Producer.class, AnotherProducer.class))
                .hasStackTraceContaining("Several beans produce ServerOptions");
    }
}
