package ee.socketio.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.fakes.FakeRequest;
import ee.socketio.fakes.FakeResponse;
import jakarta.servlet.Servlet;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In a container without Jakarta WebSocket, none of its classes can be loaded: long-polling works all the same. */
class WithoutWebSocketTest {

    private static final String SOCKET_IO = "ee.socketio.servlet.SocketIoServlet";
    private static final String ENGINE_IO = "ee.socketio.servlet.EngineIoServlet";

    private final WithoutWebSocket loader = new WithoutWebSocket();
    private final List<Servlet> running = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        running.forEach(Servlet::destroy);
        loader.close();
    }

    /** Otherwise the other tests would show nothing. */
    @Test
    void theClassesOfTheWebSocketEngineCannotBeUsedHere() {
        assertThatThrownBy(() -> load("ee.socketio.internal.websocket.jakarta.JakartaEndpoint")
                        .getDeclaredMethods())
                .isInstanceOf(NoClassDefFoundError.class);
        assertThat(loader.refused).isNotEmpty();
    }

    /** Containers look at the methods and fields of servlets for annotations. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                SOCKET_IO,
                ENGINE_IO,
                "ee.socketio.servlet.EngineHttp",
                "ee.socketio.servlet.WebSocketUpgrades",
                "ee.socketio.servlet.Deployment",
                "ee.socketio.internal.websocket.WebSocketTransport",
                "ee.socketio.internal.websocket.UpgradeRequest"
            })
    void aClassOutsideOfTheEngineCanBeLoadedAndLookedAt(String name) {
        assertThatCode(() -> {
                    Class<?> type = load(name);
                    assertThat(type.getDeclaredMethods()).isNotNull();
                    assertThat(type.getDeclaredFields()).isNotNull();
                    assertThat(type.getDeclaredConstructors()).isNotNull();
                })
                .doesNotThrowAnyException();

        assertThat(loader.refused).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {SOCKET_IO, ENGINE_IO})
    void aHandshakeOverPollingOffersNoUpgrade(String servlet) throws Exception {
        FakeResponse response = serve(start(servlet), FakeRequest.of("GET").query("EIO=4&transport=polling"));

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body()).startsWith("0{\"sid\":\"").contains("\"upgrades\":[]");
        assertThat(loader.refused).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {SOCKET_IO, ENGINE_IO})
    void messagesTravelOverPolling(String name) throws Exception {
        Servlet servlet = start(name);
        String open = serve(servlet, FakeRequest.of("GET").query("EIO=4&transport=polling"))
                .body();
        String query = "EIO=4&transport=polling&sid=" + open.split("\"", -1)[3];

        FakeResponse post = serve(servlet, FakeRequest.of("POST").query(query).body("3"));

        assertThat(post.status()).isEqualTo(200);
        assertThat(post.body()).isEqualTo("ok");
    }

    @ParameterizedTest
    @ValueSource(strings = {"EIO=4&transport=websocket", "EIO=4&transport=websocket&sid=unknown"})
    void anUpgradeIsRefusedAsAnUnknownTransport(String query) throws Exception {
        FakeRequest upgrade = FakeRequest.of("GET")
                .query(query)
                .header("Upgrade", "websocket")
                .header("Connection", "Upgrade")
                .header("Sec-WebSocket-Version", "13")
                .header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");

        FakeResponse response = serve(start(SOCKET_IO), upgrade);

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.header("Content-Type")).isEqualTo("application/json");
        assertThat(response.body()).isEqualTo("{\"code\":0,\"message\":\"Transport unknown\"}");
        assertThat(loader.refused).isEmpty();
    }

    private Class<?> load(String name) throws ClassNotFoundException {
        Class<?> type = Class.forName(name, true, loader);
        assertThat(type.getClassLoader()).isSameAs(loader);
        return type;
    }

    private Servlet start(String name) throws Exception {
        Servlet servlet = (Servlet) load(name).getConstructor().newInstance();
        servlet.init(FakeConfig.of(Map.of("listenerThreads", "direct")));
        running.add(servlet);
        return servlet;
    }

    private static FakeResponse serve(Servlet servlet, FakeRequest request) throws Exception {
        FakeResponse response = new FakeResponse();
        servlet.service(request.proxy(), response.proxy());
        return response;
    }

    /** Loads the library itself, so that what the library asks for comes by here too. */
    private static final class WithoutWebSocket extends URLClassLoader {
        private final List<String> refused = new CopyOnWriteArrayList<>();

        WithoutWebSocket() {
            super(
                    new URL[] {
                        SocketIoServlet.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                    },
                    WithoutWebSocketTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("jakarta.websocket.")) {
                refused.add(name);
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("ee.socketio.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : findClass(name);
            }
        }
    }
}
