package ee.socketio.internal.namespace;

import ee.socketio.Handshake;
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
        CompletionStage<@Nullable SocketSession> session = namespace.entrance().session(text("pid"), text("offset"));
        CompletionStage<?> unused = session.thenAccept(found -> {
            String id = found == null || found.saved() == null
                    ? namespace.server().newSocketId()
                    : found.saved().id();
            client.admit(new LocalSocket(
                    id, namespace, client, new Handshake(client.engineSocket().request(), auth), found));
        });
    }

    private @Nullable String text(String key) {
        return auth.get(key) instanceof JsonString text ? text.getString() : null;
    }
}
