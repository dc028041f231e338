package ee.socketio;

import jakarta.json.JsonObject;
import java.util.concurrent.CompletionStage;

/** Decides, now or later, whether a client may create a namespace: {@link SocketIoServer#ofAsync}. */
@FunctionalInterface
public interface NamespaceMatcher {

    /**
     * Whether a namespace of this name belongs to the parent. Called on the client's listener thread; a failure means no.
     *
     * @param name the name, beginning with a slash
     * @param auth what the client sent along with its CONNECT, empty if it sent nothing
     */
    CompletionStage<Boolean> matches(String name, JsonObject auth);
}
