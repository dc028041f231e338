/**
 * The tests of {@code ee.socketio.it.wire} against the conformance application as a WAR in other containers than the embedded one.
 * Which container it is, is a matter of the class path: the build runs this package once for each.
 */
package ee.socketio.it.deployed;
