/**
 * The protocols byte by byte: what no client library sends, and what it does not show of what it receives.
 *
 * <p>{@link ee.socketio.it.wire.RawHttp} and {@link ee.socketio.it.wire.RawWebSocket} speak over bare sockets; {@link
 * ee.socketio.it.wire.EngineSession} is a session over either. Each class of tests is about one topic of the protocols
 * and runs against an embedded server or, given the system property {@code socketio.test.url}, against any other server
 * of the conformance application. That one needs a pingInterval of 25000 and a pingTimeout of 20000, so that its
 * heartbeat does not end sessions under the heavier tests; only {@code HeartbeatIT} wants the 300 and 200 of the protocol
 * suites. The tags say which tests need more than that:
 *
 * <ul>
 *   <li>{@code eio3}: the server must serve clients of Socket.IO 1.x and 2.x, option {@code allowEIO3};
 *   <li>{@code beyond-reference}: this server follows the specification where the reference does not, or is stricter;
 *   <li>{@code own-options}: the server is started with other options;
 *   <li>{@code in-process}: the test looks into the server or adds to its application;
 *   <li>{@code not-jetty}, {@code not-tomcat}, {@code not-wildfly}: this container itself decides otherwise. Each tag has the reason
 *       beside it.
 * </ul>
 */
package ee.socketio.it.wire;
