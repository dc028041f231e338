package ee.socketio.internal.namespace.codec;

import static ee.socketio.internal.namespace.codec.Wire.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import ee.socketio.spi.MalformedPacketException;
import ee.socketio.spi.Packet;
import ee.socketio.spi.PacketType;
import ee.socketio.spi.Parser;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random input, the same in every run: whatever comes, the answer is a packet or a {@link MalformedPacketException}. */
class TextDecoderFuzzTest {

    private static final String[] VALID = {
        "0",
        "0{\"token\":\"x\"}",
        "0/admin,{\"a\":[1,2.5e3,null]}",
        "1",
        "1/admin,",
        "2[\"hello\",1,{\"a\":null}]",
        "212[\"hello\",\"\\ud83d\\ude00\\u2028\",true]",
        "2/admin,456[\"x\",[[[[{}]]]],-0.0]",
        "312[1,{\"a\":null}]",
        "4{\"message\":\"Invalid namespace\"}",
        "51-[\"b\",{\"_placeholder\":true,\"num\":0}]",
        "52-/admin,7[\"b\",[{\"_placeholder\":true,\"num\":1}],{\"_placeholder\":true,\"num\":0}]",
        "61-7[{\"_placeholder\":true,\"num\":0}]",
    };

    private static final String ALPHABET = "0123456789-/,[]{}\":\\.eE+ tfnaul_\u0000\u001e\u2028\ud83d\ude00";

    @Test
    void randomBytesAreAPacketOrMalformed() {
        Random random = new Random(20_481);
        Outcomes outcomes = new Outcomes();
        for (int i = 0; i < 15_000; i++) {
            byte[] noise = new byte[random.nextInt(40)];
            random.nextBytes(noise);
            outcomes.feed(new String(noise, StandardCharsets.UTF_8), random);
            outcomes.feed(random.nextInt(8) + new String(noise, StandardCharsets.ISO_8859_1), random);
        }
        assertThat(outcomes.malformed).isGreaterThan(20_000);
    }

    @Test
    void randomTextFromTheProtocolsAlphabetIsAPacketOrMalformed() {
        Random random = new Random(36_049);
        Outcomes outcomes = new Outcomes();
        for (int i = 0; i < 15_000; i++) {
            StringBuilder text = new StringBuilder().append(random.nextInt(7));
            int length = random.nextInt(30);
            for (int j = 0; j < length; j++) {
                text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            }
            outcomes.feed(text.toString(), random);
        }
        assertThat(outcomes.malformed).isGreaterThan(5000);
        assertThat(outcomes.packets).isGreaterThan(100);
    }

    @Test
    void mutatedPacketsAreAPacketOrMalformed() {
        Random random = new Random(32_695);
        Outcomes outcomes = new Outcomes();
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(VALID[random.nextInt(VALID.length)]);
            for (int mutations = 1 + random.nextInt(3); mutations > 0; mutations--) {
                mutate(text, random);
            }
            outcomes.feed(text.toString(), random);
        }
        assertThat(outcomes.malformed).isGreaterThan(5000);
        assertThat(outcomes.packets).isGreaterThan(1000);
    }

    private static void mutate(StringBuilder text, Random random) {
        int at = random.nextInt(text.length() + 1);
        char other = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
        switch (random.nextInt(5)) {
            case 0 -> text.insert(at, other);
            case 1 -> text.setLength(at);
            case 2 -> text.append(text, at, text.length());
            case 3 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(3)));
            default -> text.replace(at, Math.min(text.length(), at + 1), String.valueOf(other));
        }
    }

    /** Feeds decoders and counts what comes out. */
    private static final class Outcomes {
        private int packets;
        private int malformed;

        /** The text, then more messages than it can have attachments. */
        void feed(String text, Random random) {
            Parser.Decoder decoder = Wire.PARSER.newDecoder();
            assertThatCode(() -> {
                        try {
                            Packet packet = decoder.decode(text);
                            for (int i = 0; packet == null && i < 10; i++) {
                                packet =
                                        random.nextInt(20) == 0 ? decoder.decode("2[\"x\"]") : decoder.decode(bytes(i));
                            }
                            count(packet);
                        } catch (MalformedPacketException e) {
                            malformed++;
                        }
                    })
                    .as(text)
                    .doesNotThrowAnyException();
        }

        private void count(Packet packet) {
            assertThat(packet).isNotNull();
            assertThat(packet.namespace()).startsWith("/");
            assertThat(packet.id() == null || packet.id() >= 0).isTrue();
            assertThat(packet.type() != PacketType.EVENT || !packet.list().isEmpty())
                    .isTrue();
            packets++;
        }
    }
}
