package ee.socketio.redis;

/**
 * What a server of the sharded adapter subscribes to: the option {@code subscriptionMode}. It must be the same on every server,
 * or some miss broadcasts to rooms.
 */
public enum SubscriptionMode {
    /** One channel of the namespace, for everything. Costs two subscriptions, and every server reads every broadcast. */
    STATIC,
    /** A channel for each room that has members here, beside it: broadcasts to one room reach those alone who need them. */
    DYNAMIC,
    /** The same for the rooms that are sockets' ids. */
    DYNAMIC_PRIVATE
}
