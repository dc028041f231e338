/** An application as users write them, with CDI: an order desk, which {@link ee.socketio.it.deployed.ApplicationIT} deploys. */
package ee.socketio.it.deployed.app;
