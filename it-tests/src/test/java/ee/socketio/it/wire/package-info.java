/**
 * The protocols byte by byte: what no client library sends, and what it does not show of what it receives.
 *
 * <p>{@link ee.socketio.it.wire.RawHttp} and {@link ee.socketio.it.wire.RawWebSocket} speak over bare sockets; {@link
 * ee.socketio.it.wire.EngineSession} is a session over either. Each class of tests is about one topic of the protocols
 * and runs against an embedded server or, given the system property {@code socketio.test.url}, against any other server
 * of the conformance application. The tags say which tests need more than that:
 *
 * <ul>
 *   <li>{@code beyond-reference}: this server follows the specification where the reference does not, or is stricter;
 *   <li>{@code own-options}: the server is started with other options;
 *   <li>{@code in-process}: the test looks into the server or adds to its application.
 * </ul>
 */
package ee.socketio.it.wire;
