package ee.socketio.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.engine.RequestGuard.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The setters of 2.x, and what they set. */
@SuppressWarnings("deprecation") // they are what is tested
class OldSettingsTest {
    private static final String FOO = "https://foo.test";
    private static final String BAR = "https://bar.test";

    private final EngineOptions.Builder builder = EngineOptions.builder();

    @Test
    void withoutOriginsNothingIsRefused() {
        assertThat(verdict(Map.of("Origin", FOO)).allowed()).isTrue();
        assertThat(builder.build().cors()).isNull();
    }

    @Test
    void originsRefuseHandshakesOfOthersAndEchoTheAllowed() {
        builder.origins("https://foo.test:443", "*:8443");

        assertThat(verdict(Map.of("Origin", FOO)).allowed()).isTrue();
        assertThat(verdict(Map.of("Origin", BAR + ":8443")).allowed()).isTrue();
        assertThat(verdict(Map.of("Origin", BAR))).isEqualTo(Verdict.deny());
        assertThat(cors().allows(FOO)).isTrue();
        assertThat(cors().allows(BAR)).isFalse();
        assertThat(cors().allows("null")).isFalse();
        assertThat(builder.build().cors().credentials()).isTrue();
    }

    @Test
    void aListIsTheSame() {
        builder.origins(List.of("https://foo.test:443"));

        assertThat(verdict(Map.of("Origin", FOO)).allowed()).isTrue();
        assertThat(verdict(Map.of("Origin", BAR)).allowed()).isFalse();
    }

    @Test
    void withoutAnOriginTheRefererCounts() {
        builder.origins(FOO);

        assertThat(verdict(Map.of("Referer", FOO + "/page?x")).allowed()).isTrue();
        assertThat(verdict(Map.of("Referer", BAR + "/" + FOO)).allowed()).isFalse();
        assertThat(verdict(Map.of("Origin", BAR, "Referer", FOO)).allowed()).isFalse();
        assertThat(verdict(Map.of("Origin", "", "Referer", FOO)).allowed()).isTrue();
        assertThat(verdict(Map.of("Origin", "null", "Referer", FOO)).allowed()).isFalse();
        assertThat(verdict(Map.of()).allowed()).isFalse();
    }

    @Test
    void aPredicateSeesAStarWhereTheOriginIsUnknown() {
        List<String> asked = new ArrayList<>();
        builder.origins(origin -> asked.add(origin) && origin.equals("*"));

        assertThat(verdict(Map.of()).allowed()).isTrue();
        assertThat(verdict(Map.of("Origin", "null")).allowed()).isTrue();
        assertThat(verdict(Map.of("Origin", FOO)).allowed()).isFalse();
        assertThat(cors().allows("null")).isTrue();
        assertThat(cors().allows(FOO)).isFalse();
        assertThat(asked).containsExactly("*", "*", FOO, "*", FOO);
    }

    @Test
    void aFunctionRefusesWithItsText() {
        builder.origins((origin, decision) -> {
            if (!origin.equals(FOO)) {
                decision.accept("origin not allowed", false);
            }
            decision.accept("a text that does not count", true);
        });

        assertThat(verdict(Map.of("Origin", FOO))).isEqualTo(Verdict.allow());
        assertThat(verdict(Map.of("Origin", BAR))).isEqualTo(Verdict.deny("origin not allowed"));
        assertThat(cors().allows(BAR)).isTrue(); // as in 2.x: without a session there is nothing to read
    }

    @Test
    void aFunctionMayRefuseWithoutAText() {
        builder.origins((origin, decision) -> decision.accept(null, false));

        assertThat(verdict(Map.of())).isEqualTo(Verdict.deny());
    }

    @Test
    void aFunctionMayDecideLater() {
        AtomicReference<OriginDecider.Decision> later = new AtomicReference<>();
        builder.origins((origin, decision) -> later.set(decision));

        CompletableFuture<Verdict> verdict = ask(Map.of("Origin", FOO));
        assertThat(verdict).isNotDone();
        later.get().accept(null, true);

        assertThat(verdict).isCompletedWithValue(Verdict.allow());
    }

    @Test
    void aFunctionThatThrowsFails() {
        IllegalStateException thrown = new IllegalStateException("test");
        builder.origins((origin, decision) -> {
            throw thrown;
        });

        assertThat(ask(Map.of()).handle((verdict, failure) -> failure)).isCompletedWithValue(thrown);
    }

    @Test
    void aFunctionThatThrowsAfterItsDecisionFailsToo() {
        builder.origins((origin, decision) -> {
            decision.accept(null, true);
            throw new IllegalStateException("test");
        });

        assertThat(ask(Map.of("Origin", FOO))).isCompletedExceptionally();
    }

    @Test
    void allowRequestIsAskedOnlyAboutAllowedOriginsInWhateverOrderTheyAreSet() {
        List<String> asked = new ArrayList<>();
        builder.origins(FOO).allowRequest(request -> {
            asked.add(request.header("Origin"));
            return CompletableFuture.completedStage(Verdict.deny("asked"));
        });

        assertThat(verdict(Map.of("Origin", BAR))).isEqualTo(Verdict.deny());
        assertThat(verdict(Map.of("Origin", FOO))).isEqualTo(Verdict.deny("asked"));
        assertThat(asked).containsExactly(FOO);
    }

    @Test
    void allowRequestIsAskedAfterALateDecisionToo() {
        AtomicReference<OriginDecider.Decision> later = new AtomicReference<>();
        builder.allowRequest(request -> CompletableFuture.completedStage(Verdict.deny("asked")))
                .origins((origin, decision) -> later.set(decision));

        CompletableFuture<Verdict> verdict = ask(Map.of());
        later.get().accept(null, true);

        assertThat(verdict).isCompletedWithValue(Verdict.deny("asked"));
    }

    @Test
    void theLastWordOnOriginsCounts() {
        builder.origins(BAR).origins("*:*");

        assertThat(verdict(Map.of("Origin", FOO)).allowed()).isTrue();
        assertThat(cors().allows(FOO)).isTrue();
    }

    @Test
    void corsAfterwardsChangesTheHeadersAndNotTheRefusals() {
        builder.origins(FOO).cors(null);

        assertThat(builder.build().cors()).isNull();
        assertThat(verdict(Map.of("Origin", BAR)).allowed()).isFalse();
    }

    @Test
    void theCookieTakesItsPathAndHttpOnlyWheneverTheyAreSet() {
        builder.cookiePath("/x").cookieHttpOnly(false).cookie(CookieOptions.named("n"));

        assertThat(cookie()).isEqualTo("n=id; Path=/x; SameSite=Lax");
    }

    @Test
    void aCookieWithoutPathIsNotHttpOnlyAsInTwo() {
        builder.cookie(CookieOptions.defaults()).cookiePath(null).cookieHttpOnly(true);

        assertThat(cookie()).isEqualTo("io=id; SameSite=Lax");
    }

    @Test
    void aCookieOfWhichNothingWasSaidInTheOldFormIsAsItIs() {
        builder.cookie(CookieOptions.builder().path(null).build());

        assertThat(cookie()).isEqualTo("io=id; HttpOnly; SameSite=Lax");
    }

    @Test
    void pathAndHttpOnlyMakeNoCookie() {
        assertThat(builder.cookiePath("/x").cookieHttpOnly(true).build().cookie())
                .isNull();
    }

    private String cookie() {
        CookieOptions cookie = builder.build().cookie();
        assertThat(cookie).isNotNull();
        return cookie.header("id");
    }

    private CorsOptions.Origin cors() {
        CorsOptions cors = builder.build().cors();
        assertThat(cors).isNotNull();
        return cors.origin();
    }

    private Verdict verdict(Map<String, String> headers) {
        return ask(headers).join();
    }

    private CompletableFuture<Verdict> ask(Map<String, String> headers) {
        Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, value) -> all.put(name, List.of(value)));
        EngineRequest request = new EngineRequest(
                "GET",
                "/",
                Map.of(),
                all,
                "192.0.2.1",
                false,
                Locale.ROOT,
                null,
                null,
                Map.of(),
                List.of(),
                Instant.EPOCH);
        return builder.build().allowRequest().check(request).toCompletableFuture();
    }
}
