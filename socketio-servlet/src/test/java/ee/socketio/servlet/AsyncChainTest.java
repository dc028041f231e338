package ee.socketio.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.fakes.Proxies;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who keeps requests from becoming asynchronous is found when the servlet starts. */
class AsyncChainTest {

    private final FakeContext context = new FakeContext();

    @ParameterizedTest
    @CsvSource({
        "/socket.io/*, /*, true",
        "/socket.io/*, /socket.io/*, true",
        "/socket.io/*, /socket.io/, true",
        "/socket.io/*, /socket.io, false",
        "/socket.io/*, /socket.io/admin/*, false",
        "/socket.io/*, /socket.i/*, false",
        "/socket.io/*, /socket.io.js, false",
        "/socket.io/*, *.js, false",
        "/socket.io/*, /, false",
        "/a/b/*, /a/*, true",
        "/a/b/*, /a/b/c/*, false",
        "/live, /live, true",
        "/live, /live/*, true",
        "/live.io, *.io, true",
        "*.io, *.io, true",
        "*.io, *.js, false",
        "*.io, /*, true",
        "/*, /*, true",
        "/, /*, true"
    })
    void aFilterCountsIfItIsMappedToWhereClientsAsk(String servlet, String filter, boolean counts) {
        map(servlet);
        context.filter(FakeFilter.of("audit", false, filter));

        assertThat(chain().offenders()).hasSize(counts ? 1 : 0);
        assertThat(chain().everywhere()).isEqualTo(counts);
    }

    @Test
    void onlyThoseThatLackItAreNamed() {
        map("/socket.io/*");
        context.filter(FakeFilter.of("metrics", true, "/*"));
        context.filter(Proxies.of(FilterRegistration.class, FakeFilter.of("silent", false, "/*")));
        context.filter(FakeFilter.of("audit", false, "/*"));
        context.filter(FakeFilter.of("log", false, "/elsewhere/*", "/socket.io/*"));

        assertThat(chain().offenders()).containsExactly("the filter 'audit'", "the filter 'log'");
    }

    @Test
    void aServletThatLacksItIsTheOneToName() {
        map("/socket.io/*").setAsyncSupported(false);
        context.filter(FakeFilter.of("audit", false, "/*"));

        assertThat(chain()).isEqualTo(new AsyncChain(Set.of("the servlet 'test'"), true, true));
    }

    @Test
    void aFilterMayBeMappedToTheNameOfTheServlet() {
        map("/socket.io/*");
        context.filter(new FakeFilter("named", "com.example.F", List.of(), List.of("test"), false));
        context.filter(new FakeFilter("all", "com.example.F", List.of(), List.of("*"), false));
        context.filter(new FakeFilter("other", "com.example.F", List.of(), List.of("other"), false));

        assertThat(chain().offenders()).containsExactly("the filter 'all'", "the filter 'named'");
    }

    @Test
    void aMappingWithoutOneIsLeftToClients() {
        map("/socket.io/*", "/free/*");
        context.filter(FakeFilter.of("audit", false, "/socket.io/*"));

        assertThat(chain().offenders()).containsExactly("the filter 'audit'");
        assertThat(chain().everywhere()).isFalse();
    }

    @Test
    void aFilterOfForwardsAndErrorsDoesNotCount() {
        map("/socket.io/*");
        context.webXml("""
                <web-app><filter-mapping><filter-name>errors</filter-name><url-pattern>/*</url-pattern>
                <dispatcher>ERROR</dispatcher></filter-mapping></web-app>
                """);
        context.filter(FakeFilter.of("errors", false, "/*"));
        context.filter(new FakeFilter("forwards", Forwards.class.getName(), List.of("/*"), List.of(), false));
        context.filter(new FakeFilter("requests", Requests.class.getName(), List.of("/*"), List.of(), false));

        assertThat(chain().offenders()).containsExactly("the filter 'requests'");
    }

    @Test
    void aFilterOfWhichNobodyTellsItsDispatchesIsAGuess() {
        map("/socket.io/*");
        context.filter(FakeFilter.of("audit", false, "/*"));
        assertThat(chain()).isEqualTo(new AsyncChain(Set.of("the filter 'audit'"), true, false));

        context.filter(new FakeFilter("requests", Requests.class.getName(), List.of("/*"), List.of(), false));
        assertThat(chain().certain()).isTrue();
    }

    @Test
    void aContainerThatDoesNotKnowTheServletAccusesNobody() {
        context.filter(FakeFilter.of("audit", false, "/*"));

        assertThat(chain()).isEqualTo(new AsyncChain(Set.of(), false, true));
    }

    private FakeContext.Registration map(String... mappings) {
        FakeContext.Registration servlet = context.servlet("test", SocketIoServlet.class.getName());
        servlet.addMapping(mappings);
        servlet.setAsyncSupported(true);
        return servlet;
    }

    private AsyncChain chain() {
        return AsyncChain.of(FakeConfig.of(Map.of(), context), DescriptorReader.of(context.proxy()));
    }

    @WebFilter(dispatcherTypes = DispatcherType.FORWARD)
    private static final class Forwards extends Nothing {}

    @WebFilter
    private static final class Requests extends Nothing {}

    private static class Nothing implements Filter {
        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) {}
    }
}
