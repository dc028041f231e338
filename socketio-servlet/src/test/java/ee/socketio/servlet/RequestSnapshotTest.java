package ee.socketio.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.engine.EngineRequest;
import ee.socketio.fakes.FakeRequest;
import ee.socketio.fakes.Proxies;
import jakarta.servlet.http.HttpSession;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RequestSnapshotTest {

    private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";

    /** Of nobody, for CN=alice. */
    private static final String CERTIFICATE = """
            -----BEGIN CERTIFICATE-----
            MIIBdzCCAR2gAwIBAgIUaUX6psDR+c+7WsccgFOnux8Z7lIwCgYIKoZIzj0EAwIw
            EDEOMAwGA1UEAwwFYWxpY2UwIBcNMjYxMTIxMjEyMjI0WhgPMjEyNjEwMjgyMTIy
            MjRaMBAxDjAMBgNVBAMMBWFsaWNlMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE
            xOOeoJfRqdiRFcIZwI/nLaMcLsH4O1d0XoYu51bO6V539hujf+7maLPsoHcD+cZL
            F72EjhrsUxBwLcI/OKDe7KNTMFEwHQYDVR0OBBYEFC8IOeRix1mUXrHTsUb+2SCe
            PPQDMB8GA1UdIwQYMBaAFC8IOeRix1mUXrHTsUb+2SCePPQDMA8GA1UdEwEB/wQF
            MAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIhAMrwwVEH8fa/zd6M6TqQfXU+nf+SkJSX
            QgXnE2gIxI77AiAozQzQ9p6IV/Cu04IhtTj25QVRF7/2vXj/T3U2UnXJ0w==
            -----END CERTIFICATE-----
            """;

    @Test
    void everythingThatOutlivesTheRequestIsCopied() {
        Instant before = Instant.now();
        EngineRequest snapshot = RequestSnapshot.of(
                FakeRequest.of("GET")
                        .query("EIO=4&a=b%20c")
                        .header("X-Many", "1", "2")
                        .principal(() -> "alice")
                        .proxy(),
                Set.of(),
                new Roles(Set.of()));

        assertThat(snapshot.method()).isEqualTo("GET");
        assertThat(snapshot.url()).isEqualTo("/app/engine.io/?EIO=4&a=b%20c");
        assertThat(snapshot.query()).isEqualTo(Map.of("EIO", "4", "a", "b c"));
        assertThat(snapshot.headers().get("x-many")).containsExactly("1", "2");
        assertThat(snapshot.header("x-MANY")).isEqualTo("1");
        assertThat(snapshot.remoteAddress()).isEqualTo("192.0.2.1");
        assertThat(snapshot.secure()).isTrue();
        assertThat(snapshot.locale()).isEqualTo(Locale.FRENCH);
        assertThat(snapshot.principal().getName()).isEqualTo("alice");
        assertThat(snapshot.receivedAt()).isBetween(before, Instant.now());
    }

    @Test
    void aRequestMayHaveNothing() {
        EngineRequest snapshot = RequestSnapshot.of(FakeRequest.of("GET").proxy(), Set.of("user"), new Roles(Set.of()));

        assertThat(snapshot.url()).isEqualTo("/app/engine.io/");
        assertThat(snapshot.query()).isEmpty();
        assertThat(snapshot.headers()).isEmpty();
        assertThat(snapshot.principal()).isNull();
        assertThat(snapshot.httpSessionId()).isNull();
        assertThat(snapshot.sessionAttributes()).isEmpty();
        assertThat(snapshot.peerCertificates()).isEmpty();
    }

    @Test
    void theAttributesThatWereAskedForAreCopied() {
        HttpSession session = Proxies.of(HttpSession.class, new Session(Map.of("user", "alice", "secret", "x")));

        EngineRequest snapshot = RequestSnapshot.of(
                FakeRequest.of("GET").session(session).proxy(), Set.of("user", "cart"), new Roles(Set.of()));

        assertThat(snapshot.httpSessionId()).isEqualTo("session-id");
        assertThat(snapshot.sessionAttributes()).isEqualTo(Map.of("user", "alice"));
    }

    @Test
    void theCertificatesOfTheClientAreCopied() throws CertificateException {
        X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(CERTIFICATE.getBytes(StandardCharsets.US_ASCII)));
        FakeRequest request = FakeRequest.of("GET").attribute(CERTIFICATES, new X509Certificate[] {certificate});

        assertThat(RequestSnapshot.of(request.proxy(), Set.of(), new Roles(Set.of()))
                        .peerCertificates())
                .containsExactly(certificate);
    }

    @Test
    void certificatesThatAreNoneAreIgnored() {
        for (Object attribute : new Object[] {new X509Certificate[0], "nonsense", new Object[] {"nonsense"}}) {
            FakeRequest request = FakeRequest.of("GET").attribute(CERTIFICATES, attribute);

            assertThat(RequestSnapshot.of(request.proxy(), Set.of(), new Roles(Set.of()))
                            .peerCertificates())
                    .isEmpty();
        }
    }

    @Test
    void nobodyCanChangeASnapshot() {
        EngineRequest snapshot = RequestSnapshot.of(
                FakeRequest.of("GET").header("X-A", "1").query("a=b").proxy(), Set.of(), new Roles(Set.of()));

        assertThatThrownBy(() -> snapshot.headers().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> snapshot.headers().get("X-A").clear())
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> snapshot.query().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> snapshot.sessionAttributes().clear())
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> snapshot.peerCertificates().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    /** Public for its proxy. */
    public record Session(Map<String, Object> attributes) {
        public String getId() {
            return "session-id";
        }

        public Object getAttribute(String name) {
            return attributes.get(name);
        }
    }
}
