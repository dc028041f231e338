package ee.socketio.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.engine.CloseReason;
import ee.socketio.internal.engine.Race;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Broadcasts of several threads, and clients that lose connections, with what is under way, and come back. */
class RecoveryConcurrencyTest {
    private static final Pattern CONFIRMATION = Pattern.compile("0\\{.*\"pid\":\"([^\"]*)\".*}");
    private static final Pattern NUMBER = Pattern.compile("2\\[\"n\",(\\d+),(\\d+),\"([^\"]*)\"]");
    private static final int SENDERS = 3;
    private static final int EACH = 3_000;

    private final ServerRig rig = Visitor.server();
    private final AtomicInteger sending = new AtomicInteger(SENDERS);

    @Test
    void everyMessageArrivesOnceAndInOrder() throws Exception {
        List<Guest> guests = List.of(new Guest(1), new Guest(2));

        Race.run(SENDERS + guests.size(), thread -> {
            if (thread < SENDERS) {
                send(thread);
            } else {
                guests.get(thread - SENDERS).comeAndGo();
            }
        });

        for (Guest guest : guests) {
            assertThat(guest.next).containsOnly(EACH);
            assertThat(guest.returns)
                    .as("it came back while messages were sent")
                    .isPositive();
        }
        assertThat(rig.errors).isEmpty();
    }

    private void send(int sender) {
        for (int i = 0; i < EACH; i++) {
            if (i % 3 == sender) {
                rig.io.to("room").emit("n", sender, i);
            } else {
                rig.io.emit("n", sender, i);
            }
        }
        sending.decrementAndGet();
    }

    private final class Guest {
        private final Random random;
        private final int[] next = new int[SENDERS];
        private ClientRig client = rig.open();
        private String secret = "";
        private String offset = "";
        private int returns;

        Guest(int seed) {
            random = new Random(seed);
            client.send("0");
            List<String> received = client.received();
            Matcher matcher = CONFIRMATION.matcher(received.get(received.size() - 1));
            assertThat(matcher.matches()).isTrue();
            secret = matcher.group(1);
            String id = received.get(received.size() - 1).replaceAll(".*\"sid\":\"([^\"]*)\".*", "$1");
            rig.socket(id).join("room");
            random.nextInt();
        }

        void comeAndGo() {
            while (sending.get() > 0) {
                List<String> received = client.received();
                take(received.subList(0, received.isEmpty() ? 0 : random.nextInt(received.size() + 1)));
                if (random.nextBoolean()) {
                    client.end(CloseReason.TRANSPORT_CLOSE, null); // otherwise the server has not noticed
                }
                comeBack();
            }
            comeBack();
            Race.await(() -> {
                take(client.received());
                return next[0] == EACH && next[1] == EACH && next[2] == EACH;
            });
        }

        private void comeBack() {
            returns++;
            client = rig.open();
            client.send(
                    "0{\"pid\":\"" + secret + "\"" + (offset.isEmpty() ? "" : ",\"offset\":\"" + offset + "\"") + "}");
            List<String> received = new ArrayList<>();
            Race.await(() -> {
                received.addAll(client.received());
                return received.stream().anyMatch(message -> message.startsWith("0{"));
            });
            take(received);
        }

        private void take(List<String> messages) {
            for (String message : messages) {
                Matcher confirmation = CONFIRMATION.matcher(message);
                Matcher number = NUMBER.matcher(message);
                if (confirmation.matches()) {
                    assertThat(confirmation.group(1)).as("recovered").isEqualTo(secret);
                } else {
                    assertThat(number.matches()).as(message).isTrue();
                    int sender = Integer.parseInt(number.group(1));
                    assertThat(Integer.parseInt(number.group(2))).isEqualTo(next[sender]++);
                    offset = number.group(3);
                }
            }
        }
    }
}
