package ee.socketio.adapter;

import ee.socketio.spi.AdapterContext;
import ee.socketio.spi.BroadcastTarget;
import ee.socketio.spi.MalformedPacketException;
import ee.socketio.spi.Packet;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What other servers send. Runs on the transport's thread; whatever is wrong with a message harms nothing but the message. */
final class Incoming {

    private static final System.Logger LOG = System.getLogger("ee.socketio.cluster");

    private final AdapterContext namespace;
    private final InMemoryAdapter members;
    private final Link link;
    private final Peers peers;
    private final Requests requests;
    private final ClusterOptions options;
    /** Broadcasts of others whose answers are being collected; each ends by its timeout at the latest. */
    private final Set<AnswersForPeer> collecting = ConcurrentHashMap.newKeySet();

    Incoming(
            AdapterContext namespace,
            InMemoryAdapter members,
            Link link,
            Peers peers,
            Requests requests,
            ClusterOptions options) {
        this.namespace = namespace;
        this.members = members;
        this.link = link;
        this.peers = peers;
        this.requests = requests;
        this.options = options;
    }

    void receive(ClusterMessage message) {
        if (!link.concerns(message)) {
            return;
        }
        try {
            if (options.serverCount() == null && message.type() != MessageType.ADAPTER_CLOSE) {
                peers.heard(message.uid());
            }
            dispatch(message);
        } catch (MalformedPacketException e) {
            LOG.log(System.Logger.Level.WARNING, "Dropped {0}: {1}", message, e.getMessage());
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "Failed at " + message, e);
        }
    }

    private void dispatch(ClusterMessage message) throws MalformedPacketException {
        Fields data = new Fields(message.data());
        switch (message.type()) {
            case INITIAL_HEARTBEAT -> {
                if (options.serverCount() == null) {
                    link.publish(MessageType.HEARTBEAT, Map.of());
                }
            }
            case HEARTBEAT -> {}
            case ADAPTER_CLOSE -> peers.left(message.uid());
            case BROADCAST -> onBroadcast(message.uid(), data);
            case SOCKETS_JOIN -> members.socketsJoin(target(data), data.texts("rooms"));
            case SOCKETS_LEAVE -> members.socketsLeave(target(data), data.texts("rooms"));
            case DISCONNECT_SOCKETS -> members.disconnectSockets(target(data), data.isTrue("close"));
            case FETCH_SOCKETS -> onFetch(message.uid(), data);
            case SERVER_SIDE_EMIT -> onServerSideEmit(message.uid(), data);
            default -> requests.answer(message);
        }
    }

    private static BroadcastTarget target(Fields data) throws MalformedPacketException {
        return Targets.read(data.object("opts"));
    }

    private void onBroadcast(String uid, Fields data) throws MalformedPacketException {
        BroadcastTarget target = target(data);
        List<@Nullable Object> event = data.object("packet").list("data");
        if (event.isEmpty()) {
            throw new MalformedPacketException("an event without name");
        }
        Packet packet = Packet.event(namespace.namespace(), event);
        if (!data.has("requestId")) {
            members.broadcast(packet, target);
            return;
        }
        AnswersForPeer answers = new AnswersForPeer(link, uid, data.text("requestId"));
        collecting.add(answers);
        answers.onEnd(() -> collecting.remove(answers));
        Duration timeout = target.flags().timeout();
        answers.onEnd(namespace.schedule(answers::end, timeout == null ? options.requestsTimeout() : timeout));
        members.broadcastWithAck(packet, target, answers);
        if (!link.isOpen()) { // if close() has taken its look already
            answers.end();
        }
    }

    private void onFetch(String uid, Fields data) throws MalformedPacketException {
        Map<String, @Nullable Object> answer = answerTo(data.text("requestId"));
        answer.put("sockets", RemoteDetails.write(members.details(target(data))));
        link.respond(uid, MessageType.FETCH_SOCKETS_RESPONSE, answer);
    }

    private void onServerSideEmit(String uid, Fields data) throws MalformedPacketException {
        List<@Nullable Object> event = data.list("packet");
        if (event.isEmpty()) {
            throw new MalformedPacketException("an event without name");
        }
        namespace.onServerSideEmit(event, data.has("requestId") ? ack(uid, data.text("requestId")) : null);
    }

    /** Sends an ack, whenever the application gives it; the requester takes the first. */
    private Consumer<List<@Nullable Object>> ack(String uid, String requestId) {
        return arguments -> {
            Map<String, @Nullable Object> answer = answerTo(requestId);
            if (!arguments.isEmpty()) {
                answer.put("packet", arguments.get(0));
            }
            link.respond(uid, MessageType.SERVER_SIDE_EMIT_RESPONSE, answer);
        };
    }

    private static Map<String, @Nullable Object> answerTo(String requestId) {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("requestId", requestId);
        return answer;
    }

    /** Collects no more answers for others. */
    void close() {
        collecting.forEach(AnswersForPeer::end);
    }
}
