package ee.socketio.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisURI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of an address reaches Lettuce, and what of it is shown. */
class RedisAddressTest {

    @ParameterizedTest
    @CsvSource({
        "redis://host, false, , , host, 6379, 0",
        "redis://host:7/3, false, , , host, 7, 3",
        "redis://:pw@host, false, , pw, host, 6379, 0",
        "redis://pw@host, false, , pw, host, 6379, 0",
        "redis://user:pw@host, false, user, pw, host, 6379, 0",
        "rediss://user:p%40%2Fw@host:6380/1, true, user, p@/w, host, 6380, 1",
    })
    void tlsUserPasswordAndDatabaseReachTheClient(
            String uri, boolean tls, String user, String password, String host, int port, int database) {
        Backend backend = Redis.at(uri).backend();
        try {
            RedisURI seen = ((StandaloneBackend) backend).uri();
            RedisCredentials credentials =
                    seen.getCredentialsProvider().resolveCredentials().block();
            assertThat(seen.isSsl()).isEqualTo(tls);
            assertThat(seen.getVerifyMode().name()).isEqualTo("FULL");
            assertThat(credentials.getUsername()).isEqualTo(user);
            assertThat(credentials.hasPassword() ? new String(credentials.getPassword()) : null)
                    .isEqualTo(password);
            assertThat(seen.getHost()).isEqualTo(host);
            assertThat(seen.getPort()).isEqualTo(port);
            assertThat(seen.getDatabase()).isEqualTo(database);
        } finally {
            backend.close();
        }
    }

    @Test
    void sentinelsAreTakenWithTheirMaster() {
        RedisURI uri = RedisAddress.parse("redis-sentinel://pw@one:1,two:2/0#main");
        assertThat(uri.getSentinelMasterId()).isEqualTo("main");
        assertThat(uri.getSentinels()).hasSize(2);
    }

    @Test
    void itsNameTellsNothingOfThePassword() {
        assertThat(Redis.at("redis://host:7/3")).hasToString("redis://host:7/3");
        assertThat(Redis.at("redis://user:secret@host")).hasToString("redis://user:***@host");
        assertThat(Redis.at("rediss://:other-length@host")).hasToString("rediss://***@host:6379");
    }

    @Test
    void whatIsNoAddressIsRefusedWithoutItsPassword() {
        assertThatThrownBy(() -> Redis.at("redis://user:se cret@host"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'redis://***@host' is not an address")
                .hasNoCause();
        assertThatThrownBy(() -> Redis.at("")).isInstanceOf(IllegalArgumentException.class);
    }
}
