package ee.socketio.it.wire;

import jakarta.json.JsonObject;

/** The first packet of a session: {@code 0} and a JSON object. */
record OpenPacket(JsonObject fields) {

    static OpenPacket parse(String packet) {
        if (!packet.startsWith("0{")) {
            throw new AssertionError("not an open packet: " + packet);
        }
        return new OpenPacket(Json.parse(packet.substring(1)).asJsonObject());
    }

    String sid() {
        return fields.getString("sid");
    }
}
