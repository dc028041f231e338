package ee.socketio.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.Ack;
import ee.socketio.Namespace;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ConversationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.SessionScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.DefinitionException;
import java.io.Serializable;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
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

    @SocketController
    @SessionScoped
    static class OfASession implements Serializable {
        private static final long serialVersionUID = 1L;

        @OnEvent("a")
        void bad() {}
    }

    @SocketController
    @ConversationScoped
    static class OfAConversation implements Serializable {
        private static final long serialVersionUID = 1L;

        @OnEvent("a")
        void bad() {}
    }

    @SocketController
    static class Above {
        @OnEvent("a")
        void bad() {}
    }

    @ApplicationScoped
    static class Subclass extends Above {}

    @SocketController("/a")
    static class First {
        @OnEvent("a")
        String first() {
            return "";
        }

        @OnEvent("a")
        void listens() {}
    }

    @SocketController("/a")
    static class Lower extends First {}

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
                NoController.class,
                OfASession.class,
                OfAConversation.class,
                Subclass.class
            })
    void handlersThatCanNeverBeCalledFailTheDeploymentByName(Class<?> bean) {
        assertThatThrownBy(() -> Beans.weld(bean).initialize().close())
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("The handler " + bean.getName() + ".bad ");
    }

    static class Enterprise {
        @OnEvent("a")
        public void bad() {}
    }

    @SocketController
    static class WithInterface extends Enterprise implements Runnable {
        @Override
        public void run() {}
    }

    @SocketController
    static class NotPublic {
        @OnEvent("a")
        void bad() {}
    }

    @Test
    void anEnterpriseBeanNeedsAViewThatHasTheHandler() {
        assertThatThrownBy(() -> ofSessionBean(WithInterface.class, Runnable.class))
                .hasMessageContaining("The handler " + WithInterface.class.getName() + ".bad ")
                .hasMessageContaining("@LocalBean");
        assertThatThrownBy(() -> ofSessionBean(NotPublic.class, NotPublic.class))
                .hasMessageContaining("The handler " + NotPublic.class.getName() + ".bad is not public");
        assertThat(ofSessionBean(WithInterface.class, WithInterface.class)).hasSize(1);
    }

    /** No container of these tests has any: what it tells the extension of one. */
    private static List<? extends Handler<?>> ofSessionBean(Class<?> type, Class<?> view) {
        Bean<?> bean = (Bean<?>) Proxy.newProxyInstance(
                Bean.class.getClassLoader(),
                new Class<?>[] {Bean.class},
                (proxy, method, arguments) ->
                        method.getName().equals("getScope") ? Dependent.class : Set.of(Object.class, view));
        try (SeContainer container = Beans.weld().initialize()) {
            return Handlers.of(bean, container.getBeanManager().createAnnotatedType(type), true);
        }
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

    @Test
    void aControllerThatExtendsAnotherAnswersTheSameEventsWhichFailsTheDeployment() {
        assertThatThrownBy(
                        () -> Beans.weld(First.class, Lower.class).initialize().close())
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("answers 'a' in /a");
    }
}
