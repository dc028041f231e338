package ee.socketio.it.wire;

import static org.assertj.core.api.Assertions.assertThat;

/** The ways in which clients of Socket.IO 1.x and 2.x open a session. */
enum Transport3 {
    POLLING {
        @Override
        EngineSession open(Endpoint endpoint) {
            return PollingSession.open(endpoint);
        }
    },
    BASE64_POLLING {
        @Override
        EngineSession open(Endpoint endpoint) {
            return PollingSession.open(endpoint, "&b64=1");
        }
    },
    JSONP {
        @Override
        EngineSession open(Endpoint endpoint) {
            return PollingSession.openJsonp(endpoint);
        }
    },
    WEBSOCKET {
        @Override
        EngineSession open(Endpoint endpoint) {
            return WebSocketSession.open(endpoint);
        }
    };

    /** Opens a session at an endpoint, which must be of revision 3. */
    abstract EngineSession open(Endpoint endpoint);

    /** A session of the Socket.IO application, which has read that it is in the main namespace, and its greeting. */
    EngineSession join(Endpoint socketIo) {
        EngineSession session = open(socketIo);
        assertThat(session.receive()).isEqualTo("40");
        assertThat(session.receive()).isEqualTo("42[\"auth\",{}]");
        return session;
    }
}
