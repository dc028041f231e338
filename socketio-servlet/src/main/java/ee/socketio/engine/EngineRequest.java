package ee.socketio.engine;

import java.security.Principal;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An immutable copy of an HTTP request. Containers reuse request objects after the response, so nothing that outlives a
 * request refers to one.
 *
 * @param method the HTTP method
 * @param url the path with the query string, as the client sent it
 * @param query the decoded query parameters; of a repeated parameter the last value
 * @param headers the headers; look-up ignores case
 * @param remoteAddress the client's address as the container resolved it
 * @param secure whether the request came over TLS
 * @param locale the client's preferred locale
 * @param principal the authenticated caller, if any
 * @param caller what else the container said about the caller; of requests that other servers of a cluster tell of a {@link
 *     Caller#inNoRole()}
 * @param httpSessionId the id of the HTTP session, if one existed; none is created
 * @param sessionAttributes the attributes of the HTTP session that the option {@code sessionAttributes} asks for
 * @param peerCertificates the client's TLS certificates, empty without client authentication
 * @param receivedAt when the request came
 */
public record EngineRequest(
        String method,
        String url,
        Map<String, String> query,
        Map<String, List<String>> headers,
        String remoteAddress,
        boolean secure,
        Locale locale,
        @Nullable Principal principal,
        Caller caller,
        @Nullable String httpSessionId,
        Map<String, Object> sessionAttributes,
        List<X509Certificate> peerCertificates,
        Instant receivedAt) {

    /** With a caller in no role. */
    public EngineRequest(
            String method,
            String url,
            Map<String, String> query,
            Map<String, List<String>> headers,
            String remoteAddress,
            boolean secure,
            Locale locale,
            @Nullable Principal principal,
            @Nullable String httpSessionId,
            Map<String, Object> sessionAttributes,
            List<X509Certificate> peerCertificates,
            Instant receivedAt) {
        this(
                method,
                url,
                query,
                headers,
                remoteAddress,
                secure,
                locale,
                principal,
                Caller.inNoRole(),
                httpSessionId,
                sessionAttributes,
                peerCertificates,
                receivedAt);
    }

    /** Whether the caller was in this role when the request came; see {@link Caller#isUserInRole}. */
    public boolean isUserInRole(String role) {
        return caller.isUserInRole(role);
    }

    /** The first value of a header, or null; the name's case does not matter. */
    public @Nullable String header(String name) {
        List<String> values = headers.get(name);
        return values == null || values.isEmpty() ? null : values.get(0);
    }
}
