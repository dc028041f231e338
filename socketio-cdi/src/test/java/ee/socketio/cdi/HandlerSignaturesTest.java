package ee.socketio.cdi;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.Ack;
import ee.socketio.Namespace;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.DefinitionException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Handlers that can never be called fail the deployment, and the message says which and why. */
@SuppressWarnings("UnusedMethod") // that is the mistake
class HandlerSignaturesTest {

    @SocketController
    static class Private {
        @OnEvent("a")
        private void bad() {}
    }

    @SocketController
    static class Static {
        @OnEvent("a")
        static void bad() {}
    }

    @SocketController
    static class Reserved {
        @OnEvent("disconnect")
        void bad() {}
    }

    @SocketController
    static class OpenType {
        @OnEvent("a")
        <T> void bad(List<T> any) {}
    }

    static class Base<T> {
        @OnEvent("a")
        void bad(T any) {}
    }

    @SocketController
    static class OpenSuperclass extends Base<String> {}

    @SocketController
    static class TwoAcks {
        @OnEvent("a")
        String bad(Ack ack) {
            return "";
        }
    }

    @SocketController
    static class TakesAMessage {
        @OnEvent("a")
        void bad(SocketMessage<String> message) {}
    }

    @SocketController
    static class TakesANamespace {
        @OnEvent("a")
        void bad(Namespace namespace) {}
    }

    @SocketController
    static class AlsoObserves {
        @OnEvent("a")
        void bad(@Observes SocketConnected event) {}
    }

    @ApplicationScoped
    static class NoController {
        @OnEvent("a")
        void bad() {}
    }

    @SocketController("/a")
    static class First {
        @OnEvent("a")
        String first() {
            return "";
        }

        @OnEvent("a")
        void listens() {}
    }

    @SocketController("a")
    static class Second {
        @OnEvent("a")
        void second(Ack ack) {}
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                Private.class,
                Static.class,
                Reserved.class,
                OpenType.class,
                OpenSuperclass.class,
                TwoAcks.class,
                TakesAMessage.class,
                TakesANamespace.class,
                AlsoObserves.class,
                NoController.class
            })
    void handlersThatCanNeverBeCalledFailTheDeploymentByName(Class<?> bean) {
        assertThatThrownBy(() -> Beans.weld(bean).initialize().close())
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("The handler " + bean.getName() + ".bad ");
    }

    @Test
    void twoAnswersToOneEventFailTheDeployment() {
        assertThatThrownBy(
                        () -> Beans.weld(First.class, Second.class).initialize().close())
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("answers 'a' in /a")
                .hasMessageContaining(First.class.getName() + ".first")
                .hasMessageContaining(Second.class.getName() + ".second");
        Beans.weld(First.class).initialize().close(); // one answers, the other listens
    }
}
