package ee.socketio.redis;

import static ee.socketio.redis.FakeRedis.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.adapter.ClusterMessage;
import ee.socketio.adapter.ClusterMessageCodec;
import ee.socketio.adapter.MessageType;
import ee.socketio.adapter.ValueCodec;
import ee.socketio.redis.Topic.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which channels the sharded adapter uses in each of its modes, and its bytes, beside the captured ones. */
class ShardedTransportTest {

    private static final String UID = "80413d9777a71ce6";
    private static final String TWENTY = "rN20CXv_4kFABJ1DAAAB";
    private static final Topic ALL = new Topic(Kind.SHARDED, "socket.io#/#");
    private static final Topic OWN = new Topic(Kind.SHARDED, "socket.io#/#" + UID + "#");

    private final FakeRedis redis = new FakeRedis();
    private final FakeNode node = new FakeNode("/", UID);

    private ShardedTransport transport(SubscriptionMode mode) {
        return new ShardedTransport(
                node,
                new ClusterMessageCodec(ValueCodec.defaultMapper()),
                new ShardedChannels("socket.io", "/", mode),
                new RedisLink(redis.redis(), 1 << 20, Duration.ofSeconds(5)));
    }

    private static ClusterMessage broadcast(List<String> rooms, Object... event) {
        Map<String, Object> opts = new LinkedHashMap<>();
        opts.put("rooms", rooms);
        opts.put("except", List.of());
        opts.put("flags", Map.of());
        Map<String, Object> packet = new LinkedHashMap<>();
        packet.put("type", 2);
        packet.put("data", Arrays.asList(event));
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("packet", packet);
        data.put("opts", opts);
        return new ClusterMessage(MessageType.BROADCAST, UID, "/", data);
    }

    private static Topic room(String room) {
        return new Topic(Kind.SHARDED, "socket.io#/#" + room + "#");
    }

    private String channelOf(ShardedTransport transport, ClusterMessage message) {
        transport.publish(message);
        assertThat(redis.last().sharded()).isTrue();
        return redis.last().channel();
    }

    @Test
    void broadcastsHaveTheReferencesText() {
        ShardedTransport transport = transport(SubscriptionMode.DYNAMIC);
        transport.publish(broadcast(List.of(), "hello", 1, "a"));
        assertThat(redis.last().channel()).isEqualTo("socket.io#/#");
        assertThat(redis.last().text())
                .isEqualTo("{\"type\":3,\"data\":{\"packet\":{\"type\":2,\"data\":[\"hello\",1,\"a\"]},"
                        + "\"opts\":{\"rooms\":[],\"except\":[],\"flags\":{}}},"
                        + "\"uid\":\"80413d9777a71ce6\",\"nsp\":\"/\"}");
        transport.publish(broadcast(List.of(), "bin", new byte[] {1, 2, 3}, new byte[] {9}));
        assertThat(redis.last().message()).isEqualTo(bytes("""
                84 a4 74797065 03 a4 64617461 82 a6 7061636b6574 82 a4 74797065 02
                a4 64617461 93 a3 62696e c4 03 010203 c4 01 09
                a4 6f707473 83 a5 726f6f6d73 90 a6 657863657074 90 a5 666c616773 80
                a3 756964 b0 38303431336439373737613731636536 a3 6e7370 a1 2f"""));
    }

    @Test
    void answersGoToWhoAsked() {
        ShardedTransport transport = transport(SubscriptionMode.STATIC);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("requestId", "6eab926829b8ce4f");
        data.put("clientCount", 1);
        transport.respond("38f0d87b5d320d0c", new ClusterMessage(MessageType.BROADCAST_CLIENT_COUNT, UID, "/", data));
        assertThat(redis.last().channel()).isEqualTo("socket.io#/#38f0d87b5d320d0c#");
        assertThat(redis.last().text())
                .isEqualTo("{\"type\":11,\"data\":{\"requestId\":\"6eab926829b8ce4f\",\"clientCount\":1},"
                        + "\"uid\":\"80413d9777a71ce6\",\"nsp\":\"/\"}");
    }

    // --- sending

    @Test
    void inTheStaticModeEverythingGoesToAll() {
        ShardedTransport transport = transport(SubscriptionMode.STATIC);
        assertThat(channelOf(transport, broadcast(List.of("room1"), "x"))).isEqualTo("socket.io#/#");
        assertThat(channelOf(transport, broadcast(List.of(TWENTY), "x"))).isEqualTo("socket.io#/#");
    }

    @Test
    void inTheDynamicModeARoomOfTwentyCharactersIsTakenForASocket() {
        ShardedTransport transport = transport(SubscriptionMode.DYNAMIC);
        assertThat(channelOf(transport, broadcast(List.of("room1"), "x"))).isEqualTo("socket.io#/#room1#");
        assertThat(channelOf(transport, broadcast(List.of(TWENTY), "x"))).isEqualTo("socket.io#/#");
        assertThat(channelOf(transport, broadcast(List.of("a", "b"), "x"))).isEqualTo("socket.io#/#");
        assertThat(channelOf(transport, broadcast(List.of(), "x"))).isEqualTo("socket.io#/#");
    }

    @Test
    void inTheDynamicPrivateModeEveryRoomHasItsChannel() {
        ShardedTransport transport = transport(SubscriptionMode.DYNAMIC_PRIVATE);
        assertThat(channelOf(transport, broadcast(List.of(TWENTY), "x"))).isEqualTo("socket.io#/#" + TWENTY + "#");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNoPlainBroadcastGoesToAll(SubscriptionMode mode) {
        ShardedTransport transport = transport(mode);
        ClusterMessage plain = broadcast(List.of("room1"), "x");
        Map<String, Object> data = new LinkedHashMap<>(plain.data());
        data.put("requestId", "r");
        assertThat(channelOf(transport, new ClusterMessage(MessageType.BROADCAST, UID, "/", data)))
                .isEqualTo("socket.io#/#");
        assertThat(channelOf(transport, new ClusterMessage(MessageType.SOCKETS_JOIN, UID, "/", plain.data())))
                .isEqualTo("socket.io#/#");
    }

    // --- subscriptions

    @Test
    void inTheStaticModeThereAreTwo() {
        ShardedTransport transport = transport(SubscriptionMode.STATIC);
        node.rooms.addAll(List.of("room1", "s1"));
        transport.onRoom("room1", "s1");
        transport.onRoom("s1", "s1");
        assertThat(redis.subscribed).containsExactlyInAnyOrder(ALL, OWN);
        transport.close();
        assertThat(redis.subscribed).isEmpty();
    }

    @Test
    void inTheDynamicModeARoomHasOneWhileItHasMembersHere() {
        ShardedTransport transport = transport(SubscriptionMode.DYNAMIC);
        node.rooms.addAll(List.of("room1", "s1"));
        transport.onRoom("room1", "s1");
        transport.onRoom("room1", "s2");
        transport.onRoom("s1", "s1");
        assertThat(redis.subscribed).containsExactlyInAnyOrder(ALL, OWN, room("room1"));
        node.rooms.remove("room1");
        transport.onRoom("room1", "s2");
        assertThat(redis.subscribed).containsExactlyInAnyOrder(ALL, OWN);
    }

    @Test
    void inTheDynamicPrivateModeSocketsHaveOneToo() {
        ShardedTransport transport = transport(SubscriptionMode.DYNAMIC_PRIVATE);
        node.rooms.addAll(List.of("room1", TWENTY));
        transport.onRoom("room1", TWENTY);
        transport.onRoom(TWENTY, TWENTY);
        assertThat(redis.subscribed).containsExactlyInAnyOrder(ALL, OWN, room("room1"), room(TWENTY));
        transport.close();
        transport.onRoom("room1", TWENTY); // late
        assertThat(redis.subscribed).isEmpty();
    }

    @Test
    void aRoomThatIsNamedLikeTheServerTakesNoAnswersAway() {
        ShardedTransport transport = transport(SubscriptionMode.DYNAMIC);
        node.rooms.add(UID);
        transport.onRoom(UID, "s1");
        byte[] toRoom = ("{\"type\":3,\"data\":{\"packet\":{\"type\":2,\"data\":[\"x\"]},\"opts\":{\"rooms\":[\"" + UID
                        + "\"]}},\"uid\":\"other\",\"nsp\":\"/\"}")
                .getBytes(StandardCharsets.UTF_8);
        redis.bring(Kind.SHARDED, OWN.name(), toRoom);
        assertThat(node.received).hasSize(1);
        node.rooms.remove(UID);
        transport.onRoom(UID, "s1");
        assertThat(redis.subscribed).containsExactlyInAnyOrder(ALL, OWN);
        redis.bring(Kind.SHARDED, OWN.name(), toRoom);
        assertThat(node.received).hasSize(2);
    }

    @Test
    void whatIsMalformedIsDroppedAndTheNextIsRead() {
        transport(SubscriptionMode.STATIC);
        for (String foreign : new String[] {
            "",
            "{",
            "{}",
            "[]",
            "{\"type\":0,\"uid\":\"u\",\"nsp\":\"/\"}",
            "{\"type\":3,\"nsp\":\"/\"}",
            "{\"type\":14}"
        }) {
            redis.bring(Kind.SHARDED, ALL.name(), foreign.getBytes(StandardCharsets.UTF_8));
        }
        redis.bring(Kind.SHARDED, ALL.name(), bytes("c1"));
        assertThat(node.received).isEmpty();
        redis.bring(
                Kind.SHARDED,
                ALL.name(),
                "{\"type\":7,\"data\":{\"opts\":{},\"requestId\":\"r\"},\"uid\":\"u\",\"nsp\":\"/\"}"
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(node.received).hasSize(1);
    }
}
