package ee.socketio.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionIdsTest {

    private final SessionIds ids = new SessionIds();

    @Test
    void anIdHasTwentyUrlSafeCharacters() {
        for (int i = 0; i < 10_000; i++) {
            assertThat(ids.next()).matches("[A-Za-z0-9_-]{20}");
        }
    }

    @Test
    void aMillionIdsAreDifferentAndShowNoSequence() {
        int count = 1_000_000;
        String[] made = IntStream.range(0, count).mapToObj(i -> ids.next()).toArray(String[]::new);

        Set<String> distinct = new HashSet<>(Arrays.asList(made));
        assertThat(distinct).hasSize(count);

        // Two of the 64 characters meet by chance in one of 64 neighbours: 15,625 times, give or take.
        for (int place = 0; place < 20; place++) {
            int same = 0;
            for (int i = 1; i < count; i++) {
                same += made[i].charAt(place) == made[i - 1].charAt(place) ? 1 : 0;
            }
            assertThat(same).as("repeats at place %d", place).isBetween(14_000, 17_500);
        }
    }

    @Test
    void twoServersMakeDifferentIds() {
        assertThat(new SessionIds().next()).isNotEqualTo(new SessionIds().next());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "Z", "0", "-", "_", "lv_VI97HAXpY6yYWAAAB", "__proto__"})
    void whatIsUrlSafeIsWellFormed(String id) {
        assertThat(SessionIds.isWellFormed(id)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "a b", "a/b", "a+b", "a=", "a\n", "a;b", "a\"", "é", "a.b", "a%20", "<b>", "a\u0000"})
    void whatIsNotUrlSafeIsNotWellFormed(String id) {
        assertThat(SessionIds.isWellFormed(id)).isFalse();
    }

    @Test
    void anIdHasItsBound() {
        assertThat(SessionIds.isWellFormed("a".repeat(128))).isTrue();
        assertThat(SessionIds.isWellFormed("a".repeat(129))).isFalse();
    }
}
