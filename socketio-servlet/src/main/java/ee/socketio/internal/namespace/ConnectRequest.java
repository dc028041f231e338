package ee.socketio.internal.namespace;

import ee.socketio.Handshake;
import ee.socketio.engine.EngineRequest;
import ee.socketio.internal.engine.QueryString;
import ee.socketio.internal.namespace.codec.JsonValues;
import ee.socketio.spi.Packet;
import ee.socketio.spi.SavedSession;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A client asks for a namespace: finds or makes the namespace, then the session that the client takes up, then the socket.
 *
 * @param client who asks
 * @param name the namespace
 * @param auth what the client sent along; of old clients the same as {@code query}
 * @param query what old clients sent along in the name
 */
record ConnectRequest(ClientConnection client, String name, JsonObject auth, Map<String, String> query) {

    /** The request of a packet. */
    static ConnectRequest of(ClientConnection client, Packet packet) {
        String address = packet.namespace();
        if (client.protocol() == Protocol.V5) {
            JsonObject auth = packet.data() instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
            return new ConnectRequest(client, address, auth, Map.of());
        }
        String name = client.protocol().name(address);
        Map<String, String> query =
                name.length() == address.length() ? Map.of() : QueryString.parse(address.substring(name.length() + 1));
        return new ConnectRequest(client, name, JsonValues.of(query), query);
    }

    /** Old clients want the main namespace without a word. */
    static ConnectRequest implicit(ClientConnection client) {
        return new ConnectRequest(client, Protocol.MAIN, JsonValue.EMPTY_JSON_OBJECT, Map.of());
    }

    /** Called on the reading thread; what takes longer goes on on the listener thread. */
    void start(Registry registry) {
        LocalNamespace namespace = registry.claim(name);
        if (namespace != null) {
            found(namespace);
        } else if (registry.hasParents()) {
            client.listenerThread()
                    .execute(() -> registry.claimOrMake(name, auth, client.listenerThread(), this::onAnswer));
        } else {
            client.unknown(name, "Invalid namespace");
        }
    }

    private void onAnswer(@Nullable LocalNamespace namespace, String reason) {
        if (namespace == null) {
            client.unknown(name, reason);
        } else {
            found(namespace);
        }
    }

    private void found(LocalNamespace namespace) {
        if (client.protocol() == Protocol.V4) { // it could not take up a session
            client.admit(socket(namespace, null));
            return;
        }
        // The reference's client sends its offset as a string, or none; anything else is not its own.
        boolean wellFormed = !auth.containsKey("offset") || text("offset") != null;
        CompletionStage<?> unused = namespace
                .entrance()
                .session(wellFormed ? text("pid") : null, text("offset"))
                .thenAccept(session -> client.admit(socket(namespace, session)));
    }

    private LocalSocket socket(LocalNamespace namespace, @Nullable SocketSession session) {
        SavedSession saved = session == null ? null : session.saved();
        String id = saved == null ? client.protocol().socketId(namespace, client.engineSocket()) : saved.id();
        Handshake handshake = handshake(saved == null ? auth : withoutSecret());
        LocalSocket socket = new LocalSocket(id, namespace, client, handshake, session);
        if (saved != null) {
            namespace.entrance().expect(socket);
        }
        return socket;
    }

    private Handshake handshake(JsonObject shown) {
        EngineRequest request = client.engineSocket().request();
        if (query.isEmpty()) {
            return new Handshake(request, shown);
        }
        Map<String, String> merged = new LinkedHashMap<>(request.query());
        merged.putAll(query);
        return new Handshake(request, shown, merged);
    }

    /** What the application sees of it may reach other clients, and the secret is still good. */
    private JsonObject withoutSecret() {
        Map<String, JsonValue> shown = new LinkedHashMap<>(auth);
        shown.keySet().removeAll(Set.of("pid", "offset"));
        return JsonValues.of(shown);
    }

    private @Nullable String text(String key) {
        return auth.get(key) instanceof JsonString text ? text.getString() : null;
    }
}
