/** A Socket.IO server for every Jakarta EE container. */
@SuppressWarnings("requires-automatic") // msgpack-core has no other module name than that of its file
module ee.socketio {
    exports ee.socketio;
    exports ee.socketio.adapter;
    exports ee.socketio.spi;
    exports ee.socketio.engine;
    exports ee.socketio.msgpack;
    exports ee.socketio.servlet;
    exports ee.socketio.websocket;

    requires static com.google.errorprone.annotations;
    requires static jakarta.validation;
    requires static jakarta.websocket;
    requires static msgpack.core;
    requires static transitive org.jspecify;
    requires transitive jakarta.json;
    requires transitive jakarta.servlet;
    requires jakarta.json.bind;
    requires java.naming;
    requires java.xml;

    provides jakarta.servlet.ServletContainerInitializer with
            ee.socketio.servlet.SelfRegistration;

    uses ee.socketio.servlet.ServerInitializer;
    uses ee.socketio.spi.AdapterProvider;
}
