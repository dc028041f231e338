package ee.socketio.redis;

import static ee.socketio.redis.FakeRedis.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.adapter.ClusterMessage;
import ee.socketio.adapter.MessageType;
import ee.socketio.adapter.ValueCodec;
import ee.socketio.redis.Topic.Kind;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which channels the classic adapter uses, what it answers, and what it drops. */
class ClassicTransportTest {

    private static final String REQUESTS = "socket.io-request#/chat#";
    private static final String RESPONSES = "socket.io-response#/chat#";

    private final FakeRedis redis = new FakeRedis();
    private final FakeNode node = new FakeNode("/chat", "uid-of-server");
    private final RedisLink link =
            new RedisLink(redis.redis(), 1 << 20, ClassicOptions.defaults().requestsTimeout());

    private ClassicTransport transport() {
        return transport(ClassicOptions.defaults());
    }

    private ClassicTransport transport(ClassicOptions options) {
        return new ClassicTransport(node, new ValueCodec(ValueCodec.defaultMapper()), options, link);
    }

    private void request(String json) {
        redis.bring(Kind.CHANNEL, REQUESTS, json.getBytes(StandardCharsets.UTF_8));
    }

    private void response(String json) {
        redis.bring(Kind.CHANNEL, RESPONSES, json.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, Object> opts(String... rooms) {
        Map<String, Object> opts = new LinkedHashMap<>();
        opts.put("rooms", List.of(rooms));
        opts.put("except", List.of());
        opts.put("flags", Map.of());
        return opts;
    }

    private static ClusterMessage broadcast(String... rooms) {
        return message(MessageType.BROADCAST, "packet", Map.of("type", 2, "data", List.of("x")), "opts", opts(rooms));
    }

    private static ClusterMessage message(MessageType type, Object... members) {
        Map<String, Object> data = new LinkedHashMap<>();
        for (int i = 0; i < members.length; i += 2) {
            data.put((String) members[i], members[i + 1]);
        }
        return new ClusterMessage(type, "uid-of-server", "/chat", data);
    }

    @Test
    void itSubscribesOnceToWhatConcernsTheNamespaceAndItself() {
        ClassicTransport transport = transport();
        assertThat(redis.subscribed)
                .containsExactlyInAnyOrder(
                        new Topic(Kind.PATTERN, "socket.io#/chat#*"),
                        new Topic(Kind.CHANNEL, REQUESTS),
                        new Topic(Kind.CHANNEL, RESPONSES),
                        new Topic(Kind.CHANNEL, RESPONSES + "uid-of-server#"));
        transport.close();
        assertThat(redis.subscribed).isEmpty();
        assertThat(redis.closed).isTrue();
    }

    @Test
    void aNamespaceIsNoPattern() {
        assertThat(new ClassicChannels("key", "/a*b[c]?\\^").broadcasts().name())
                .isEqualTo("key#/a\\*b\\[c\\]\\?\\\\\\^#*");
        assertThat(new ClassicChannels("key", "/a*b").requests().name()).isEqualTo("key-request#/a*b#");
    }

    @Test
    void twoServersCannotShareOneFactory() {
        transport();
        assertThatThrownBy(this::transport)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Give each server a factory of its own");
    }

    @Test
    void aBroadcastToOneRoomHasAChannelOfItsOwn() {
        ClassicTransport transport = transport();
        transport.publish(broadcast());
        transport.publish(broadcast("a"));
        transport.publish(broadcast("a", "b"));
        assertThat(redis.published.stream().map(FakeRedis.Published::channel))
                .containsExactly("socket.io#/chat#", "socket.io#/chat#a#", "socket.io#/chat#");
    }

    @Test
    void whatWantsAnAnswerIsARequest() {
        ClassicTransport transport = transport();
        transport.publish(message(
                MessageType.BROADCAST,
                "packet",
                Map.of("type", 2, "data", List.of("x")),
                "opts",
                opts("a"),
                "requestId",
                "r"));
        transport.publish(message(MessageType.FETCH_SOCKETS, "opts", opts(), "requestId", "r"));
        assertThat(redis.published)
                .allSatisfy(message -> assertThat(message.channel()).isEqualTo(REQUESTS));
        assertThat(redis.published.get(0).message()[0]).as("MessagePack").isNotEqualTo((byte) '{');
        assertThat(redis.published.get(1).message()[0]).as("JSON").isEqualTo((byte) '{');
    }

    @Test
    void aBroadcastToARoomWithoutMembersIsNotEvenRead() {
        transport();
        byte[] malformed = {1};
        redis.bring(Kind.PATTERN, "socket.io#/chat#empty#", malformed); // would be logged
        byte[] toRoom = bytes("93 a1 61 82 a4 64617461 91 a1 78 a3 6e7370 a5 2f63686174 81 a5 726f6f6d73 91 7b");
        redis.bring(Kind.PATTERN, "socket.io#/chat#123#", toRoom);
        assertThat(node.received).isEmpty();
        node.rooms.add("123");
        redis.bring(Kind.PATTERN, "socket.io#/chat#123#", toRoom);
        assertThat(node.received).hasSize(1);
    }

    @Test
    void aServerWithoutSocketsReadsNoBroadcastsButAnswersRequests() {
        transport();
        node.inhabited = false;
        byte[] toAll = bytes("93 a1 61 82 a4 64617461 91 a1 78 a3 6e7370 a5 2f63686174 80");
        redis.bring(Kind.PATTERN, "socket.io#/chat#", toAll);
        assertThat(node.received).isEmpty();
        request("{\"uid\":\"u\",\"requestId\":\"r\",\"type\":5,\"opts\":{\"rooms\":[]}}");
        assertThat(node.received).hasSize(1);
        node.inhabited = true;
        redis.bring(Kind.PATTERN, "socket.io#/chat#", toAll);
        assertThat(node.received).hasSize(2);
    }

    @Test
    void answersGoToWhoAskedOnlyIfThatIsWanted() {
        ClusterMessage count = message(MessageType.BROADCAST_CLIENT_COUNT, "requestId", "r", "clientCount", 0);
        ClusterMessage event = message(MessageType.SERVER_SIDE_EMIT_RESPONSE, "requestId", "r", "packet", 1);
        ClassicTransport shared = transport();
        shared.respond("asking", count);
        shared.close();
        ClassicTransport specific = transport(ClassicOptions.defaults().withPublishOnSpecificResponseChannel(true));
        specific.respond("asking", count);
        specific.respond("emitter", count); // who did not say who it is
        specific.respond("asking", event); // as the reference does
        assertThat(redis.published.stream().map(FakeRedis.Published::channel))
                .containsExactly(RESPONSES, RESPONSES + "asking#", RESPONSES, RESPONSES);
    }

    // --- older servers

    /** Answers as a server does that has these sockets. */
    private void answerFetches(ClassicTransport transport, Map<?, ?>... sockets) {
        node.onReceive = message -> transport.respond(
                message.uid(),
                message(
                        MessageType.FETCH_SOCKETS_RESPONSE,
                        "requestId",
                        message.data().get("requestId"),
                        "sockets",
                        List.of(sockets)));
    }

    @Test
    void theIdsOfSocketsAreAnswered() {
        ClassicTransport transport = transport();
        answerFetches(transport, Map.of("id", "s1", "rooms", List.of("s1", "a")), Map.of("id", "s2"));
        request("{\"requestId\":\"r\",\"type\":0,\"rooms\":[\"a\"]}");
        assertThat(node.last().type()).isEqualTo(MessageType.FETCH_SOCKETS);
        assertThat(node.last().data().get("opts").toString()).contains("\"a\"");
        assertThat(redis.last().channel()).isEqualTo(RESPONSES);
        assertThat(redis.last().text()).isEqualTo("{\"requestId\":\"r\",\"sockets\":[\"s1\",\"s2\"]}");
    }

    @Test
    void theNamesOfRoomsAreAnsweredEvenIfThereAreNone() {
        ClassicTransport transport = transport(ClassicOptions.defaults().withPublishOnSpecificResponseChannel(true));
        answerFetches(
                transport,
                Map.of("id", "s1", "rooms", List.of("s1", "a")),
                Map.of("id", "s2", "rooms", List.of("s2", "a")));
        request("{\"uid\":\"asking\",\"requestId\":\"r\",\"type\":1}");
        assertThat(redis.last().channel()).isEqualTo(RESPONSES + "asking#");
        assertThat(redis.last().text()).isEqualTo("{\"requestId\":\"r\",\"rooms\":[\"s1\",\"a\",\"s2\"]}");
        answerFetches(transport);
        request("{\"requestId\":\"r\",\"type\":1}");
        assertThat(redis.last().text()).isEqualTo("{\"requestId\":\"r\",\"rooms\":[]}");
    }

    @Test
    void whatConcernsOneSocketIsConfirmedByWhoHasIt() {
        transport();
        request("{\"requestId\":\"r\",\"type\":2,\"sid\":\"s1\",\"room\":\"a\"}");
        assertThat(redis.published).isEmpty();
        node.rooms.add("s1");
        request("{\"requestId\":\"r\",\"type\":2,\"sid\":\"s1\",\"room\":\"a\"}");
        assertThat(redis.last().text()).isEqualTo("{\"requestId\":\"r\"}");
        request("{\"requestId\":\"r3\",\"type\":3,\"sid\":\"s1\",\"room\":\"a\"}");
        assertThat(redis.last().text()).isEqualTo("{\"requestId\":\"r3\"}");
        assertThat(redis.last().channel()).isEqualTo(RESPONSES);
    }

    @Test
    void aDisconnectIsConfirmedThoughTheSocketIsGoneThen() {
        transport();
        node.rooms.add("s1");
        node.onReceive = message -> node.rooms.remove("s1");
        request("{\"requestId\":\"r\",\"type\":4,\"sid\":\"s1\",\"close\":true}");
        assertThat(node.last().type()).isEqualTo(MessageType.DISCONNECT_SOCKETS);
        assertThat(redis.published).singleElement().satisfies(answer -> assertThat(answer.text())
                .isEqualTo("{\"requestId\":\"r\"}"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void requestsOfFiveAreDropped(int type) {
        transport();
        node.rooms.add("s1");
        request("{\"requestid\":\"r\",\"type\":" + type
                + ",\"sid\":\"s1\",\"room\":\"a\",\"rooms\":[],\"opts\":{},\"data\":[\"x\"],\"close\":true}");
        assertThat(node.received).isEmpty();
        assertThat(redis.published).isEmpty();
    }

    @Test
    void answersThatOthersAskedForAreNotOurs() {
        transport();
        response("{\"requestId\":\"r\"}");
        response("{\"requestId\":\"r\",\"rooms\":[\"a\"]}");
        response("{\"requestId\":\"r\",\"sockets\":[\"s1\"]}");
        response("{\"requestid\":\"r\",\"clients\":[\"s1\"]}");
        assertThat(node.received).isEmpty();
        response("{\"requestId\":\"r\",\"sockets\":[{\"id\":\"s1\"}]}");
        response("{\"requestId\":\"r\",\"sockets\":[]}");
        assertThat(node.received).hasSize(2);
        assertThat(node.received.get(0).uid()).isNotEqualTo(node.received.get(1).uid());
    }

    @Test
    void whatIsMalformedIsDroppedAndTheNextIsRead() {
        transport();
        for (String foreign : new String[] {"", "{", "{}", "[1]", "x", "{\"type\":99}", "{\"type\":2}"}) {
            request(foreign);
            response(foreign);
            redis.bring(Kind.PATTERN, "socket.io#/chat#", foreign.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(node.received).isEmpty();
        request("{\"type\":6,\"data\":[\"x\"]}");
        assertThat(node.received).hasSize(1);
    }
}
