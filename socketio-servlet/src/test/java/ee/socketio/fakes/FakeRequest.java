package ee.socketio.fakes;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A request without a container. What it cannot answer is an error, so that no test passes by accident. */
public final class FakeRequest {

    private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, Object> attributes = new HashMap<>();
    private final String method;
    private String query;
    private String pathInfo = "/";
    private String protocol = "HTTP/1.1";
    private ServletInputStream body = new FakeInput(new ByteArrayInputStream(new byte[0]));
    private long contentLength = -1;
    private boolean asyncSupported = true;
    private FakeAsync async;
    private HttpSession session;
    private Principal principal;
    private Set<String> roles = Set.of();
    private final HttpServletRequest proxy = Proxies.of(HttpServletRequest.class, this);

    private FakeRequest(String method) {
        this.method = method;
    }

    public static FakeRequest of(String method) {
        return new FakeRequest(method);
    }

    public FakeRequest header(String name, String... values) {
        headers.computeIfAbsent(name, key -> new ArrayList<>()).addAll(List.of(values));
        return this;
    }

    public FakeRequest query(String text) {
        query = text;
        return this;
    }

    public FakeRequest pathInfo(String path) {
        pathInfo = path;
        return this;
    }

    public FakeRequest protocol(String name) {
        protocol = name;
        return this;
    }

    /** A body that has arrived as a whole, with its length announced. */
    public FakeRequest body(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        contentLength = bytes.length;
        return body(new FakeInput(new ByteArrayInputStream(bytes)));
    }

    public FakeRequest body(ServletInputStream input) {
        body = input;
        return this;
    }

    public FakeRequest contentLength(long length) {
        contentLength = length;
        return this;
    }

    /** A filter lacks async-supported. */
    public FakeRequest notAsync() {
        asyncSupported = false;
        return this;
    }

    public FakeRequest session(HttpSession httpSession) {
        session = httpSession;
        return this;
    }

    public FakeRequest principal(Principal caller) {
        principal = caller;
        return this;
    }

    /** The roles of the caller. */
    public FakeRequest roles(String... names) {
        roles = Set.of(names);
        return this;
    }

    public FakeRequest attribute(String name, Object value) {
        attributes.put(name, value);
        return this;
    }

    /** The request as the code under test sees it. */
    public HttpServletRequest proxy() {
        return proxy;
    }

    /** What became of it after it was made asynchronous. */
    public FakeAsync async() {
        return async;
    }

    // What follows is called through the proxy.

    public String getMethod() {
        return method;
    }

    public String getQueryString() {
        return query;
    }

    public String getPathInfo() {
        return pathInfo;
    }

    public String getServletPath() {
        return "/engine.io";
    }

    public String getRequestURI() {
        return "/app/engine.io" + (pathInfo == null ? "" : pathInfo);
    }

    public String getProtocol() {
        return protocol;
    }

    public String getHeader(String name) {
        List<String> values = headers.get(name);
        return values == null ? null : values.get(0);
    }

    public Enumeration<String> getHeaders(String name) {
        return Collections.enumeration(headers.getOrDefault(name, List.of()));
    }

    public Enumeration<String> getHeaderNames() {
        return Collections.enumeration(headers.keySet());
    }

    public String getContentType() {
        return getHeader("Content-Type");
    }

    public long getContentLengthLong() {
        return contentLength;
    }

    public ServletInputStream getInputStream() {
        return body;
    }

    public DispatcherType getDispatcherType() {
        return DispatcherType.REQUEST;
    }

    public boolean isAsyncSupported() {
        return asyncSupported;
    }

    public boolean isAsyncStarted() {
        return async != null;
    }

    public AsyncContext getAsyncContext() {
        return async.proxy();
    }

    public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
        async = new FakeAsync();
        return async.proxy();
    }

    public Object getAttribute(String name) {
        return attributes.get(name);
    }

    public void setAttribute(String name, Object value) {
        attributes.put(name, value);
    }

    public void removeAttribute(String name) {
        attributes.remove(name);
    }

    public String getRemoteAddr() {
        return "192.0.2.1";
    }

    public boolean isSecure() {
        return true;
    }

    public Locale getLocale() {
        return Locale.FRENCH;
    }

    public Principal getUserPrincipal() {
        return principal;
    }

    public boolean isUserInRole(String role) {
        return roles.contains(role);
    }

    public HttpSession getSession(boolean create) {
        if (create) {
            throw new AssertionError("No session may be created");
        }
        return session;
    }
}
