package ee.socketio.it;

import ee.socketio.ServerOptions;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** The JavaScript clients over TLS, with and without certificates of their own; the tests are in {@code tls.test.mjs}. */
@Tag("own-options")
class TlsIT {

    private static final Path DIRECTORY = Path.of("target", "tls");

    @TestFactory
    Stream<DynamicNode> clientsOverTls() {
        NodeSuite suite = NodeSuite.install();
        Certificate server = Certificate.make(DIRECTORY, "server");
        Certificate alice = Certificate.make(DIRECTORY, "alice");
        Certificate.make(DIRECTORY, "stranger");
        Container container =
                new Container().with("socket.io", ServerOptions.builder().build());
        int wanting = container.listen(https(server, alice, tls -> tls.setWantClientAuth(true)));
        int requiring = container.listen(https(server, alice, tls -> tls.setNeedClientAuth(true)));
        container.start();
        Map<String, String> environment = Map.of(
                "SERVER_URL",
                "https://127.0.0.1:" + wanting,
                "REQUIRING_SERVER_URL",
                "https://127.0.0.1:" + requiring,
                "CERTIFICATES",
                DIRECTORY.toAbsolutePath().toString(),
                "PASSPHRASE",
                Certificate.PASSWORD);
        return ClientRun.all(suite, "tls.test.mjs", environment).onClose(container::close);
    }

    private static ConnectionFactory[] https(
            Certificate server, Certificate trusted, Consumer<SslContextFactory.Server> clientAuthentication) {
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStore(server.store());
        tls.setKeyStorePassword(Certificate.PASSWORD);
        tls.setTrustStore(trusted.trust());
        clientAuthentication.accept(tls);
        HttpConfiguration http = new HttpConfiguration();
        http.addCustomizer(new SecureRequestCustomizer(false)); // an address has no server name
        return new ConnectionFactory[] {new SslConnectionFactory(tls, "http/1.1"), new HttpConnectionFactory(http)};
    }
}
