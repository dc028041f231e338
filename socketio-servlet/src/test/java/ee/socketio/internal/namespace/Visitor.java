package ee.socketio.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.RecoveryOptions;
import ee.socketio.ServerOptions;
import ee.socketio.engine.CloseReason;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client that keeps the secret of its session and the offset of what it received last, and comes back with both. */
final class Visitor {
    private static final Pattern CONFIRMATION =
            Pattern.compile("0(?:/[^,]*,)?\\{\"sid\":\"([\\w-]{20})\",\"pid\":\"([\\w-]{20})\"}"
                    + "|0(?:/[^,]*,)?\\{\"pid\":\"([\\w-]{20})\",\"sid\":\"([\\w-]{20})\"}");
    private static final Pattern OFFSET = Pattern.compile(",\"([\\w-]{8}\\.[0-9a-z]+)\"]$");

    private final ServerRig rig;
    private final String namespace;
    private ClientRig client;
    private String id;
    private String privateId;
    private String offset;
    private boolean recovered;

    private Visitor(ServerRig rig, String namespace) {
        this.rig = rig;
        this.namespace = namespace;
        this.client = rig.open();
    }

    /** A server that recovers. */
    static ServerRig server() {
        return server(options -> {});
    }

    static ServerRig server(Consumer<ServerOptions.Builder> change) {
        return new ServerRig(options -> {
            options.connectionStateRecovery(RecoveryOptions.defaults());
            change.accept(options);
        });
    }

    /** A client in the main namespace. */
    static Visitor in(ServerRig rig) {
        return in(rig, "/");
    }

    static Visitor in(ServerRig rig, String namespace) {
        Visitor visitor = new Visitor(rig, namespace);
        assertThat(visitor.ask("")).isEmpty();
        return visitor;
    }

    /** The connection breaks, and the server notices. */
    void drop() {
        client.end(CloseReason.TRANSPORT_CLOSE, null);
    }

    void end(CloseReason reason) {
        client.end(reason, null);
    }

    /** Connects again as the client of the reference does; returns the events that came ahead of the confirmation. */
    List<String> comeBack() {
        return comeBackWith(
                offset == null
                        ? "{\"pid\":\"" + privateId + "\"}"
                        : "{\"pid\":\"" + privateId + "\",\"offset\":\"" + offset + "\"}");
    }

    /** Connects again and sends this along. */
    List<String> comeBackWith(String auth) {
        client = rig.open();
        return ask(auth);
    }

    /** Asks for the namespace, without looking at the answer. */
    void request(String auth) {
        client.send("0" + (namespace.equals("/") ? "" : namespace + ",") + auth);
    }

    /** Opens a new connection, without asking for anything. */
    void reopen() {
        client = rig.open();
    }

    private List<String> ask(String auth) {
        request(auth);
        return confirmed();
    }

    /** The events ahead of the confirmation, which must be the last that came. */
    List<String> confirmed() {
        List<String> all = new ArrayList<>(client.received());
        assertThat(all).as("an answer").isNotEmpty();
        String answer = all.remove(all.size() - 1);
        Matcher matcher = CONFIRMATION.matcher(answer);
        assertThat(matcher.matches()).as("confirms: %s", answer).isTrue();
        String pid = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
        id = matcher.group(1) == null ? matcher.group(4) : matcher.group(1);
        recovered = pid.equals(privateId);
        privateId = pid;
        if (!recovered) {
            offset = null;
        }
        return events(all);
    }

    /** The events that came since the last call, without their offsets. */
    List<String> events() {
        return events(client.received());
    }

    private List<String> events(List<String> messages) {
        List<String> events = new ArrayList<>();
        for (String message : messages) {
            Matcher matcher = OFFSET.matcher(message);
            if (matcher.find()) {
                offset = matcher.group(1);
                events.add(message.substring(0, matcher.start()) + "]");
            } else {
                events.add(message);
            }
        }
        return events;
    }

    String id() {
        return id;
    }

    String privateId() {
        return privateId;
    }

    String offset() {
        return offset;
    }

    /** Whether the client takes itself for recovered. */
    boolean recovered() {
        return recovered;
    }

    ClientRig client() {
        return client;
    }

    LocalSocket socket() {
        return (LocalSocket) rig.io.of(namespace).sockets().get(id);
    }
}
