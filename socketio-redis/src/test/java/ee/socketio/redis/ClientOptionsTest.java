package ee.socketio.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandType;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClientOptionsTest {

    private static Stream<ClientOptions> options() {
        return Stream.of(Redis.clientOptions(), Redis.clusterClientOptions().build());
    }

    private static boolean isRepeated(ClientOptions options, CommandType type) {
        return !options.getReplayFilter().test(new Command<>(type, new StatusOutput<>(StringCodec.UTF8)));
    }

    @ParameterizedTest
    @MethodSource("options")
    void nothingWaitsForRedisAndNoMessageIsSentTwice(ClientOptions options) {
        assertThat(options.getDisconnectedBehavior()).isEqualTo(DisconnectedBehavior.REJECT_COMMANDS);
        assertThat(options.getTimeoutOptions().isTimeoutCommands()).isTrue();
        assertThat(Stream.of(CommandType.PUBLISH, CommandType.SPUBLISH, CommandType.XADD))
                .noneMatch(type -> isRepeated(options, type));
        assertThat(isRepeated(options, CommandType.XREAD)).isTrue();
    }
}
