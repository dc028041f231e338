package ee.socketio.internal.namespace.codec;

import static ee.socketio.internal.namespace.codec.Wire.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ee.socketio.spi.MalformedPacketException;
import ee.socketio.spi.Parser;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a hostile client can cost: SECURITY 3.3. A megabyte is what one message may have. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TextDecoderLimitsTest {
    private static final int MEGABYTE = 1_000_000;

    private static final int SMALL_STACK = 256 * 1024;

    /** What is quadratic takes minutes for a megabyte; what is linear takes less than this, also on a busy machine. */
    private static final Duration LINEAR = Duration.ofSeconds(5);

    @ParameterizedTest
    @ValueSource(strings = {"2", "3", "0", "1/a,", "5", "6", "51-"})
    void aMegabyteOfDigitsInTheHeaderIsRefusedInLinearTime(String beginning) {
        for (String digit : new String[] {"9", "0", "1"}) {
            assertRefusedInTime(beginning + digit.repeat(MEGABYTE));
            assertRefusedInTime(beginning + digit.repeat(MEGABYTE) + "[\"x\"]");
            assertRefusedInTime(beginning + digit.repeat(MEGABYTE) + "-[\"x\"]");
        }
    }

    /** It is JSON. Whether it is accepted is the JSON provider's choice, but it must not take long. */
    @ParameterizedTest
    @ValueSource(strings = {"", "-", "1e", "0.", "1E-"})
    void anArgumentOfAMegabyteOfDigitsIsAnsweredInLinearTime(String beginning) {
        String text = "2[\"x\"," + beginning + "7".repeat(MEGABYTE) + "]";
        long start = System.nanoTime();
        boolean accepted;
        try {
            accepted = Wire.decode(text).list().size() == 2;
        } catch (MalformedPacketException e) {
            accepted = false;
        }
        assertThat(since(start)).as("accepted: %s", accepted).isLessThan(LINEAR);
    }

    @Test
    void aMegabyteOfNamespaceIsReadInLinearTime() throws Exception {
        String name = "/" + "9".repeat(MEGABYTE);
        long start = System.nanoTime();

        assertThat(Wire.decode("0" + name + ",").namespace()).isEqualTo(name);
        assertThat(Wire.decode("0" + name).namespace()).isEqualTo(name);

        assertThat(since(start)).isLessThan(LINEAR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{", "[{", "{\"a\":", "[{\"a\":", "\"", "\\", "[\"", "-", " ", "[[],"})
    void aMegabyteOfRepetitionsIsRefusedInLinearTime(String part) {
        assertRefusedInTime("2" + part.repeat(MEGABYTE / part.length()));
        assertRefusedInTime("2[\"x\"," + part.repeat(MEGABYTE / part.length()));
        assertRefusedInTime("51-[\"x\"," + part.repeat(MEGABYTE / part.length()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "[{\"a\":"})
    void aMegabyteOfNestingDoesNotOverflowASmallStack(String part) throws Exception {
        onSmallStack(() -> assertRefusedInTime("2[\"x\"," + part.repeat(MEGABYTE / part.length())));
        onSmallStack(() -> assertRefusedInTime("2[\"x\"," + part.repeat(JsonReading.MAX_DEPTH - 1)));
    }

    @Test
    void bracketsThatAreCloseTogetherAreNoNesting() throws Exception {
        String flat = "[],".repeat(MEGABYTE / 3);

        assertThat(Wire.decode("2[\"x\",[" + flat + "{}]]").list()).hasSize(2);
    }

    @Test
    void bracketsInsideTextAreNoNesting() throws Exception {
        String text = "[{\\\"[".repeat(1000);

        assertThat(Wire.decode("2[\"x\",\"" + text + "\"]").list()).hasSize(2);
    }

    @Test
    void nestingIsAllowedToTheLimitAlsoOnASmallStack() throws Exception {
        onSmallStack(() ->
                assertThat(Wire.decode(nested(JsonReading.MAX_DEPTH)).list()).hasSize(2));
        onSmallStack(() -> assertThatExceptionOfType(MalformedPacketException.class)
                .isThrownBy(() -> Wire.decode(nested(JsonReading.MAX_DEPTH + 1)))
                .withMessageContaining("nested too deep"));
    }

    @Test
    void anAnnouncementOfManyAttachmentsAllocatesNothing() {
        Parser many = new TextParser(new JsonbMapper(), 10_000);
        long before = allocated();

        for (int i = 0; i < 1000; i++) {
            assertRefused(Wire.PARSER.newDecoder(), "5999999999-[\"x\"]");
            assertRefused(Wire.PARSER.newDecoder(), "59999999999999999999999-[\"x\"]");
            assertRefused(many.newDecoder(), "52147483647-[\"x\"]");
            assertRefused(many.newDecoder(), "54294967297-[\"x\"]");
        }

        assertThat(allocated() - before).as("bytes for 4000 refused packets").isLessThan(64L * 1024 * 1024);
    }

    @Test
    void attachmentsThatAreAnnouncedButDoNotComeCostNothing() throws Exception {
        Parser many = new TextParser(new JsonbMapper(), 10_000);
        Parser.Decoder warm = many.newDecoder();
        assertThat(warm.decode("510000-[\"x\"]")).isNull();
        long before = allocated();

        for (int i = 0; i < 100; i++) {
            assertThat(many.newDecoder().decode("510000-[\"x\"]")).isNull();
        }

        assertThat(allocated() - before).as("bytes for 100 headers").isLessThan(8L * 1024 * 1024);
    }

    @Test
    void tenAttachmentsOfAMegabyteAreKeptAsTheyCameAndNotCopied() throws Exception {
        Parser.Decoder decoder = Wire.PARSER.newDecoder();
        byte[] megabyte = new byte[MEGABYTE];
        assertThat(decoder.decode("510-[\"x\",{\"_placeholder\":true,\"num\":9}]"))
                .isNull();
        for (int i = 0; i < 9; i++) {
            assertThat(decoder.decode(bytes(i))).isNull();
        }

        assertThat(decoder.decode(megabyte).list().get(1)).isSameAs(megabyte);
    }

    private static String nested(int depth) {
        int inside = depth - 1; // the event's array is the first
        return "2[\"x\"," + "[".repeat(inside) + "]".repeat(inside) + "]";
    }

    private static void assertRefusedInTime(String text) {
        long start = System.nanoTime();
        assertRefused(Wire.PARSER.newDecoder(), text);
        assertThat(since(start)).isLessThan(LINEAR);
    }

    private static void assertRefused(Parser.Decoder decoder, String text) {
        assertThatExceptionOfType(MalformedPacketException.class).isThrownBy(() -> decoder.decode(text));
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static long allocated() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getCurrentThreadAllocatedBytes();
    }

    /** The task's own failures come out as the cause. */
    private static void onSmallStack(Task task) throws Exception {
        FutureTask<Void> future = new FutureTask<>(() -> {
            task.run();
            return null;
        });
        Thread thread = new Thread(null, future, "small stack", SMALL_STACK);
        thread.start();
        future.get(50, TimeUnit.SECONDS);
    }

    private interface Task {
        void run() throws Exception;
    }
}
