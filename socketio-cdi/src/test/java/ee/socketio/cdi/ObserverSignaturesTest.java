package ee.socketio.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.DefinitionException;
import java.util.List;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Observers that can never be called fail the deployment, and the message says which and why. */
class ObserverSignaturesTest {

    @Dependent
    static class WithoutName {
        void bad(@Observes SocketMessage<String> message) {}
    }

    @Dependent
    @SuppressWarnings("rawtypes")
    static class WithoutType {
        void bad(@Observes @OnEvent("a") SocketMessage message) {}
    }

    @Dependent
    static class WithWildcard {
        void bad(@Observes @OnEvent("a") SocketMessage<List<?>> message) {}
    }

    @Dependent
    static class NameOfAConnection {
        void bad(@Observes @OnEvent("a") SocketConnected event) {}
    }

    @Dependent
    static class ReservedName {
        void bad(@Observes @OnEvent("disconnect") SocketEvent event) {}
    }

    @Dependent
    static class Good {
        void everything(@Observes Object event) {}

        void text(@Observes String event) {}

        void named(@Observes @OnEvent("a") SocketMessage<List<String>> message) {}

        void arrays(@Observes @OnEvent("a") SocketMessage<byte[]> message) {}
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                WithoutName.class,
                WithoutType.class,
                WithWildcard.class,
                NameOfAConnection.class,
                ReservedName.class
            })
    void observersThatCanNeverBeCalledFailTheDeploymentByName(Class<?> bean) {
        assertThatThrownBy(() -> Beans.weld(bean).initialize().close())
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("The observer " + bean.getName() + ".bad ");
    }

    @Test
    void othersAreTakenInTheirOrder() {
        try (WeldContainer container = Beans.weld(Good.class).initialize()) {
            Observers observers = container
                    .getBeanManager()
                    .getExtension(SocketIoExtension.class)
                    .observers("/");
            assertThat(observers.connected()).hasSize(1); // of Object
            assertThat(observers.named()).hasSize(2);
        }
    }
}
