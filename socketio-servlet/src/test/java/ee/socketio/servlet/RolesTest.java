package ee.socketio.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.engine.Caller;
import ee.socketio.engine.EngineOptions;
import ee.socketio.fakes.FakeRequest;
import ee.socketio.fakes.LogRecords;
import ee.socketio.servlet.DescriptorReader.Descriptors;
import jakarta.servlet.annotation.HttpConstraint;
import jakarta.servlet.annotation.HttpMethodConstraint;
import jakarta.servlet.annotation.ServletSecurity;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is left of {@code isUserInRole} when the request is over. */
class RolesTest {

    private static final Descriptors NOTHING = new Descriptors(Set.of(), Map.of());

    @Test
    void aCallerIsInTheKnownRolesThatTheContainerGrantedAtTheHandshake() {
        FakeRequest request = FakeRequest.of("GET").roles("staff", "secret");
        Caller caller = ServletCaller.of(request.proxy(), new Roles(Set.of("staff", "boss")));

        request.roles("boss");

        assertThat(caller.isUserInRole("staff")).isTrue();
        assertThat(caller.isUserInRole("boss")).isFalse();
        assertThat(caller.isUserInRole("secret")).isFalse();
    }

    @Test
    void aNameThatNobodyMadeKnownIsWarnedAboutOnce() {
        Caller caller = ServletCaller.of(FakeRequest.of("GET").proxy(), new Roles(Set.of("staff")));

        try (LogRecords log = LogRecords.of("ee.socketio.servlet")) {
            assertThat(caller.isUserInRole("staff")).isFalse();
            assertThat(log.messages()).isEmpty();

            assertThat(caller.isUserInRole("typo")).isFalse();
            assertThat(caller.isUserInRole("typo")).isFalse();

            assertThat(log.messages())
                    .singleElement()
                    .asString()
                    .contains("\"typo\"")
                    .contains("'roles'")
                    .contains("[staff]");
        }
    }

    @Test
    void theLogDoesNotTakeAnyNumberOfNames() {
        Caller caller = ServletCaller.of(FakeRequest.of("GET").proxy(), new Roles(Set.of()));

        try (LogRecords log = LogRecords.of("ee.socketio.servlet")) {
            for (int i = 0; i < 1000; i++) {
                assertThat(caller.isUserInRole("role" + i)).isFalse();
            }
            assertThat(log.messages()).hasSize(100);
        }
    }

    @Test
    void rolesComeFromTheOptionTheDescriptorsAndTheAnnotationsOfTheServlet() {
        Descriptors descriptors = new Descriptors(Set.of("from-xml"), Map.of());
        EngineOptions options = EngineOptions.builder().roles("from-option").build();

        Roles roles = Roles.of(descriptors, Guarded.class, options);

        FakeRequest everything = FakeRequest.of("GET")
                .roles("from-xml", "from-option", "reader", "writer", "inherited", "**", "unknown");
        assertThat(roles.of(everything.proxy()))
                .containsExactlyInAnyOrder("from-xml", "from-option", "reader", "writer", "inherited", "**");
    }

    /** Some containers say no. */
    @Test
    void whoeverIsAuthenticatedIsInTheRoleOfTwoStars() {
        Roles roles = Roles.of(NOTHING, Guarded.class, EngineOptions.builder().build());

        assertThat(roles.of(FakeRequest.of("GET").principal(() -> "ada").proxy()))
                .containsExactly("**");
        assertThat(roles.of(FakeRequest.of("GET").proxy())).isEmpty();
    }

    @Test
    void aDeclaredRoleOfTwoStarsIsTheContainersToGrant() {
        Descriptors declares = new Descriptors(Set.of("**"), Map.of());
        Roles roles = Roles.of(
                declares, SocketIoServlet.class, EngineOptions.builder().build());
        FakeRequest authenticated = FakeRequest.of("GET").principal(() -> "ada");

        assertThat(roles.of(authenticated.proxy())).isEmpty();
        assertThat(roles.of(authenticated.roles("**").proxy())).containsExactly("**");
    }

    @ServletSecurity(@HttpConstraint(rolesAllowed = {"inherited", "**"}))
    private static class Base extends SocketIoServlet {
        private static final long serialVersionUID = 1L;
    }

    @ServletSecurity(
            value = @HttpConstraint(rolesAllowed = {"reader", "reader"}),
            httpMethodConstraints = @HttpMethodConstraint(value = "POST", rolesAllowed = "writer"))
    private static final class Guarded extends Base {
        private static final long serialVersionUID = 1L;
    }
}
