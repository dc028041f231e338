package ee.socketio.internal.engine.codec;

import ee.socketio.engine.EngineOptions;

/** The handshake answer: {@code 0} and a JSON object of exactly five members. */
public final class OpenPacket {

    private OpenPacket() {}

    /** Encodes the packet. The session id is URL-safe, so it needs no escaping. */
    public static Packet encode(String sessionId, boolean offersWebSocket, EngineOptions options) {
        return Packet.text(
                PacketType.OPEN,
                "{\"sid\":\"" + sessionId
                        + "\",\"upgrades\":" + (offersWebSocket ? "[\"websocket\"]" : "[]")
                        + ",\"pingInterval\":" + options.pingInterval().toMillis()
                        + ",\"pingTimeout\":" + options.pingTimeout().toMillis()
                        + ",\"maxPayload\":" + options.maxHttpBufferSize() + "}");
    }
}
