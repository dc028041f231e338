package ee.socketio.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.Range;
import io.lettuce.core.RedisClient;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Listens to what servers send each other, and sends them what they had better not believe. */
final class Spoilers {

    private static final String STREAM = "socket.io";

    private final TestRedis redis;
    private final RedisCommands<String, byte[]> admin;
    private final Random random = new Random(4711);
    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private final List<Map<String, byte[]>> entries = new ArrayList<>();
    private int sent;

    private record Heard(String channel, byte[] message) {}

    Spoilers(TestRedis redis, RedisCommands<String, byte[]> admin) {
        this.redis = redis;
        this.admin = admin;
    }

    /** Notes what is said meanwhile. */
    void listen(Runnable talk) {
        RedisClient client = RedisClient.create(redis.uri());
        try (StatefulRedisPubSubConnection<String, byte[]> connection = client.connectPubSub(Backend.CODEC)) {
            connection.addListener(new RedisPubSubAdapter<>() {
                @Override
                public void message(String pattern, String channel, byte[] message) {
                    heard.add(new Heard(channel, message));
                }

                @Override
                public void smessage(String channel, byte[] message) {
                    heard.add(new Heard(channel, message));
                }
            });
            connection.sync().psubscribe("*");
            admin.pubsubShardChannels().forEach(channel -> connection.sync().ssubscribe(channel));
            talk.run();
        } finally {
            client.shutdown(0, 2, TimeUnit.SECONDS);
        }
        for (StreamMessage<String, byte[]> entry : admin.xrange(STREAM, Range.unbounded())) {
            entries.add(entry.getBody());
        }
    }

    /** Sends each message in so many wrong ways, and nonsense everywhere; how many there were. */
    int send(int times) {
        List<byte[]> nonsense = nonsense();
        for (String channel : channels()) {
            nonsense.forEach(bytes -> publish(channel, bytes));
        }
        if (!entries.isEmpty()) {
            for (byte[] bytes : nonsense) {
                append("data", bytes);
                append("type", bytes);
                append("uid", bytes);
                append("ticket", bytes);
            }
            for (String field : entries.get(0).keySet()) {
                Map<String, byte[]> entry = new LinkedHashMap<>(entries.get(0));
                entry.remove(field);
                append(entry);
            }
            append(Map.of("hello", new byte[] {1}));
        }
        for (int i = 0; i < times; i++) {
            for (Heard message : heard.subList(0, Math.min(heard.size(), 15))) {
                publish(message.channel(), spoiled(message.message()));
            }
            for (Map<String, byte[]> entry : entries.subList(Math.max(0, entries.size() - 8), entries.size())) {
                Map<String, byte[]> copy = new LinkedHashMap<>(entry);
                copy.replaceAll((name, value) -> name.equals("nsp") || random.nextInt(3) > 0 ? value : spoiled(value));
                append(copy);
            }
        }
        return sent;
    }

    private List<String> channels() {
        List<String> all = new ArrayList<>(admin.pubsubChannels());
        all.addAll(admin.pubsubShardChannels());
        heard.stream()
                .map(Heard::channel)
                .filter(channel -> !all.contains(channel))
                .distinct()
                .forEach(all::add);
        return all;
    }

    private static List<byte[]> nonsense() {
        byte[] deep = new byte[200_000];
        Arrays.fill(deep, (byte) 0x91); // an array in an array in an array
        byte[] deepJson = "[".repeat(200_000).getBytes(UTF_8);
        byte[] deepObject = "{\"a\":".repeat(100_000).getBytes(UTF_8);
        byte[] huge = {(byte) 0xdd, 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff};
        byte[] hugeBytes = {(byte) 0xc6, 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff};
        byte[] javaObject = {(byte) 0xac, (byte) 0xed, 0, 5, 's', 'r'};
        return List.of(
                new byte[0],
                deep,
                deepJson,
                deepObject,
                Base64.getEncoder().encode(deep),
                huge,
                hugeBytes,
                javaObject,
                "{}".getBytes(UTF_8),
                "null".getBytes(UTF_8),
                "{\"type\":3}".getBytes(UTF_8),
                "{\"type\":1e99,\"uid\":\"\\n\\nFAKE LINE\",\"nsp\":\"/test\"}".getBytes(UTF_8),
                "\r\nFAKE LINE".getBytes(UTF_8));
    }

    private byte[] spoiled(byte[] message) {
        if (message.length == 0 || random.nextInt(4) == 0) {
            return Arrays.copyOf(message, random.nextInt(message.length + 1));
        }
        byte[] changed = message.clone();
        for (int i = random.nextInt(3); i >= 0; i--) {
            changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
        }
        return changed;
    }

    private void publish(String channel, byte[] message) {
        sent++;
        admin.publish(channel, message);
        admin.spublish(channel, message);
    }

    private void append(String field, byte[] value) {
        Map<String, byte[]> entry = new LinkedHashMap<>(entries.get(0));
        entry.put(field, value);
        append(entry);
    }

    private void append(Map<String, byte[]> entry) {
        sent++;
        admin.xadd(STREAM, entry);
    }
}
