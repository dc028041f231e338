package ee.socketio.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.engine.InvalidOptionException;
import ee.socketio.fakes.FakeRequest;
import ee.socketio.fakes.FakeResponse;
import ee.socketio.fakes.LogRecords;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application that does nothing has a server; one that has its own does not get another. */
class SelfRegistrationTest {

    private final LogRecords log = LogRecords.of("ee.socketio.servlet");
    private final FakeContext context = new FakeContext();

    @AfterEach
    void closeLog() {
        log.close();
    }

    @Test
    void theServletIsAtSocketIoAndReadyBeforeTheFirstClient() {
        startUp();

        FakeContext.Registration servlet = context.servlet("ee.socketio");
        assertThat(servlet.getMappings()).containsExactly("/socket.io/*");
        assertThat(servlet.isAsyncSupported()).isTrue();
        assertThat(servlet.loadOnStartup()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(classes = {SocketIoServlet.class, EngineIoServlet.class, Own.class})
    void aServerOfTheApplicationAnywhereSwitchesItOff(Class<?> own) {
        context.servlet("own", own.getName()).addMapping("/live/*");

        startUp();

        assertThat(context.servlet("ee.socketio")).isNull();
    }

    @Test
    void somethingElseAtItsPathSwitchesItOff() {
        context.servlet("proxy", "com.example.Proxy").addMapping("/socket.io/*");

        startUp();

        assertThat(context.servlet("ee.socketio")).isNull();
    }

    @Test
    void servletsThatAreNotServersLeaveItOn() {
        context.servlet("page", null).addMapping("/page"); // a JSP
        context.servlet("missing", "com.example.Missing").addMapping("/socket.io");
        context.servlet("other", "java.lang.String").addMapping("/socket.io/admin/*");

        startUp();

        assertThat(context.servlet("ee.socketio")).isNotNull();
    }

    @Test
    void aContextParamSwitchesItOff() {
        context.param("socketio.selfRegistration", " false ");

        startUp();

        assertThat(context.servlet("ee.socketio")).isNull();
    }

    @Test
    void aContextParamMayLeaveItOn() {
        context.param("socketio.selfRegistration", "true");

        startUp();

        assertThat(context.servlet("ee.socketio")).isNotNull();
    }

    /** Whoever put it there did not mean to open a server in every application. */
    @Test
    void aLibraryThatApplicationsShareRegistersNothing() {
        context.classLoader(new ClassLoader(getClass().getClassLoader()) {});

        startUp();

        assertThat(context.servlet("ee.socketio")).isNull();
    }

    @Test
    void aContextParamSwitchesItOnForALibraryThatApplicationsShare() {
        context.classLoader(new ClassLoader(getClass().getClassLoader()) {});
        context.param("socketio.selfRegistration", "true");

        startUp();

        assertThat(context.servlet("ee.socketio")).isNotNull();
    }

    @Test
    void anythingElseInTheContextParamFailsTheDeployment() {
        context.param("socketio.selfRegistration", "off");

        assertThatThrownBy(this::startUp)
                .isInstanceOf(InvalidOptionException.class)
                .hasMessage("Option 'socketio.selfRegistration' is 'off', but must be true or false");
    }

    @Test
    void theServletsAreToldAboutHttpSessionsEvenWhenItIsSwitchedOff() {
        context.param("socketio.selfRegistration", "false");

        startUp();

        assertThat(context.listeners()).hasExactlyElementsOfTypes(HttpSessionEndListener.class);
    }

    @Test
    void withoutAnotherServerItServes() throws Exception {
        startUp();
        SelfRegisteredServlet servlet = init();

        assertThat(get(servlet).status()).isEqualTo(200);
        servlet.destroy();
    }

    @Test
    void aServerThatWasRegisteredInCodeAfterwardsIsTheOnlyOne() throws Exception {
        startUp();
        context.servlet("own", Own.class.getName()).addMapping("/live/*");
        SelfRegisteredServlet servlet = init();

        assertThat(get(servlet).status()).isEqualTo(404);
        assertThat(context.proxy().getAttribute("ee.socketio.SocketIoServer")).isNull();
        assertThat(log.messages())
                .singleElement()
                .asString()
                .startsWith("The application has a server in 'own'")
                .contains("socketio.selfRegistration = false");
        servlet.destroy();
    }

    @Test
    void aServerThatWantedItsPathAfterwardsFailsTheDeploymentAndSaysWhatHelps() {
        startUp();
        assertThat(context.servlet("own", Own.class.getName()).addMapping("/socket.io/*"))
                .containsExactly("/socket.io/*");

        assertThatThrownBy(this::init)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'own'")
                .hasMessageContaining("socketio.selfRegistration");
    }

    private void startUp() {
        new SelfRegistration().onStartup(Set.of(), context.proxy());
    }

    private SelfRegisteredServlet init() throws Exception {
        SelfRegisteredServlet servlet = new SelfRegisteredServlet();
        servlet.init(FakeConfig.of(Map.of(), context));
        return servlet;
    }

    private static FakeResponse get(SelfRegisteredServlet servlet) throws Exception {
        FakeResponse response = new FakeResponse();
        servlet.service(FakeRequest.of("GET").query("EIO=4&transport=polling").proxy(), response.proxy());
        return response;
    }

    private static final class Own extends SocketIoServlet {
        private static final long serialVersionUID = 1L;
    }
}
