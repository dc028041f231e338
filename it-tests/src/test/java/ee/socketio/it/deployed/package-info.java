/**
 * WARs in containers that users have: the conformance application, with the tests of {@code ee.socketio.it.wire} and the
 * JavaScript client, and an application with CDI. Which container it is, is a matter of the class path and of the property
 * {@code arquillian.launch}: the build runs this package once for each.
 */
package ee.socketio.it.deployed;
