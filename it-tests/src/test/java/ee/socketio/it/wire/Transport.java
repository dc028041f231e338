package ee.socketio.it.wire;

import static org.assertj.core.api.Assertions.assertThat;

/** The transports over which a session can be opened. */
enum Transport {
    POLLING {
        @Override
        EngineSession open(Endpoint endpoint) {
            return PollingSession.open(endpoint);
        }
    },
    WEBSOCKET {
        @Override
        EngineSession open(Endpoint endpoint) {
            return WebSocketSession.open(endpoint);
        }
    };

    abstract EngineSession open(Endpoint endpoint);

    /** A session of the Socket.IO application that has joined the main namespace and read its greeting. */
    EngineSession join(Endpoint socketIo) {
        EngineSession session = open(socketIo);
        session.send("40");
        assertThat(session.receive()).matches("40\\{\"sid\":\"[^\"]+\"}");
        assertThat(session.receive()).isEqualTo("42[\"auth\",{}]");
        return session;
    }
}
