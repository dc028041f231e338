package ee.socketio.internal.namespace;

import ee.socketio.Handshake;
import ee.socketio.spi.SavedSession;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A client asks for a namespace: finds or makes the namespace, then the session that the client takes up, then the socket.
 *
 * @param client who asks
 * @param name the namespace
 * @param auth what the client sent along
 */
record ConnectRequest(ClientConnection client, String name, JsonObject auth) {

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
        // The reference's client sends its offset as a string, or none; anything else is not its own.
        boolean wellFormed = !auth.containsKey("offset") || text("offset") != null;
        CompletionStage<?> unused = namespace
                .entrance()
                .session(wellFormed ? text("pid") : null, text("offset"))
                .thenAccept(session -> client.admit(socket(namespace, session)));
    }

    private LocalSocket socket(LocalNamespace namespace, @Nullable SocketSession session) {
        SavedSession saved = session == null ? null : session.saved();
        String id = saved == null ? namespace.server().newSocketId() : saved.id();
        Handshake handshake = new Handshake(client.engineSocket().request(), saved == null ? auth : withoutSecret());
        LocalSocket socket = new LocalSocket(id, namespace, client, handshake, session);
        if (saved != null) {
            namespace.entrance().expect(socket);
        }
        return socket;
    }

    /** What the application sees of it may reach other clients, and the secret is still good. */
    private JsonObject withoutSecret() {
        return Json.createObjectBuilder(auth).remove("pid").remove("offset").build();
    }

    private @Nullable String text(String key) {
        return auth.get(key) instanceof JsonString text ? text.getString() : null;
    }
}
