/** Servers of this library and of Node.js in one cluster, through a real Redis. */
package ee.socketio.it.cluster;
