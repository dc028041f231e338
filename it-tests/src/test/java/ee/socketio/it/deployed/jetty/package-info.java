/**
 * Arquillian's way to Jetty. The one that there is, arquillian-jetty-embedded-12-ee10, needs a class that Jetty 12.1 has no more;
 * this one serves 12.0 and 12.1, so that both run the same.
 */
package ee.socketio.it.deployed.jetty;
