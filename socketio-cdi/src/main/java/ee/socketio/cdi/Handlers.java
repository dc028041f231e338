package ee.socketio.cdi;

import ee.socketio.Ack;
import ee.socketio.Event;
import ee.socketio.Namespace;
import ee.socketio.Socket;
import ee.socketio.SocketIoServer;
import jakarta.enterprise.context.ConversationScoped;
import jakarta.enterprise.context.SessionScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.Bean;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads handlers from the class of a bean, at deployment. */
final class Handlers {

    /** Injected where they are wanted, not sent by clients. */
    private static final Set<Class<?>> NO_ARGUMENTS = Set.of(Namespace.class, SocketIoServer.class);

    /** They belong to requests of HTTP. */
    private static final Set<Class<?>> NEVER_ACTIVE = Set.of(SessionScoped.class, ConversationScoped.class);

    private static final Set<Type> GIVEN = Set.of(Socket.class, Event.class, Ack.class);

    private Handlers() {}

    /**
     * The handlers of a bean.
     *
     * @throws IllegalArgumentException if one of them can never be called; the message names it
     */
    static <T> List<Handler<T>> of(Bean<T> bean, AnnotatedType<?> type, boolean isSessionBean) {
        List<Handler<T>> found = new ArrayList<>();
        SocketController controller = type.getAnnotation(SocketController.class);
        for (AnnotatedMethod<?> method : type.getMethods()) {
            OnEvent on = method.getAnnotation(OnEvent.class);
            if (on == null || method.isAnnotationPresent(Produces.class) || isOverridden(method, type)) {
                continue;
            }
            String name = name(method, type);
            require(controller != null, name, "has @OnEvent, but its class no @SocketController");
            checkBean(name, bean, type.getJavaClass(), isSessionBean, method.getJavaMember());
            found.add(handler(name, controller == null ? "/" : controller.value(), on.value(), bean, method));
        }
        return found;
    }

    /** Whether the instances of the bean have the method, in a context that is active where handlers are called. */
    private static void checkBean(String name, Bean<?> bean, Class<?> type, boolean isSessionBean, Method method) {
        Class<?> scope = bean.getScope();
        require(
                !NEVER_ACTIVE.contains(scope),
                name,
                "is one of a bean with @" + scope.getSimpleName()
                        + ", which is never active for sockets: @SocketScoped is");
        if (isSessionBean) {
            require(
                    bean.getTypes().contains(type),
                    name,
                    "is one of an enterprise bean that has its interfaces only: add @LocalBean to the class");
            require(
                    Modifier.isPublic(method.getModifiers()),
                    name,
                    "is not public: of an enterprise bean the container calls public methods only");
        }
    }

    private static <T> Handler<T> handler(
            String name, String namespace, String event, Bean<T> bean, AnnotatedMethod<?> annotated) {
        Method method = annotated.getJavaMember();
        int modifiers = method.getModifiers();
        require(!Modifier.isPrivate(modifiers), name, "is private: the container cannot call it");
        require(!Modifier.isStatic(modifiers), name, "is static, but handlers are methods of beans");
        require(!Signatures.isReserved(event), name, "handles '" + event + "', which no client can send");
        require(!isObserver(annotated), name, "has @OnEvent and @Observes: a handler is no observer");
        List<Type> parameters = List.of(method.getGenericParameterTypes());
        List<Type> arguments =
                parameters.stream().filter(type -> !GIVEN.contains(type)).toList();
        for (Type argument : arguments) {
            Class<?> plain = Signatures.classOf(argument);
            require(Signatures.isComplete(argument), name, "leaves open what is read for " + argument);
            require(!NO_ARGUMENTS.contains(plain), name, "takes " + plain.getName() + ": inject it");
            require(
                    !Signatures.EVENTS.contains(plain),
                    name,
                    "takes " + plain.getSimpleName() + ", which is for observers: take the arguments, or Event");
        }
        method.setAccessible(true); // its class may be package-private
        Handler<T> handler =
                new Handler<>(name, Signatures.namespace(namespace), event, bean, method, parameters, arguments);
        require(
                !(handler.acks() && handler.returnsAck()),
                name,
                "takes an Ack and returns " + method.getReturnType().getSimpleName() + ": there is one ack");
        return handler;
    }

    /** Whether the class has another method in its place, which then decides whether it handles anything. */
    private static boolean isOverridden(AnnotatedMethod<?> annotated, AnnotatedType<?> type) {
        Method method = annotated.getJavaMember();
        if (method.isBridge()) {
            return true;
        }
        if (Modifier.isPrivate(method.getModifiers()) || Modifier.isStatic(method.getModifiers())) {
            return false;
        }
        Class<?> declaring = method.getDeclaringClass();
        for (Class<?> lower = type.getJavaClass(); lower != null && lower != declaring; lower = lower.getSuperclass()) {
            if (Arrays.stream(lower.getDeclaredMethods()).anyMatch(other -> isSame(other, method))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSame(Method one, Method other) {
        return one.getName().equals(other.getName())
                && Arrays.equals(one.getParameterTypes(), other.getParameterTypes());
    }

    private static boolean isObserver(AnnotatedMethod<?> method) {
        return method.getParameters().stream()
                .anyMatch(parameter -> parameter.isAnnotationPresent(Observes.class)
                        || parameter.isAnnotationPresent(ObservesAsync.class));
    }

    private static String name(AnnotatedMethod<?> method, AnnotatedType<?> type) {
        return type.getJavaClass().getName() + "." + method.getJavaMember().getName();
    }

    /** Another one that answers the same event, or null. */
    static @Nullable Handler<?> rival(Handler<?> handler, List<Handler<?>> others) {
        return others.stream()
                .filter(other -> handler.answers()
                        && other.answers()
                        && other.event().equals(handler.event())
                        && other.namespace().equals(handler.namespace()))
                .findFirst()
                .orElse(null);
    }

    private static void require(boolean condition, String name, String problem) {
        if (!condition) {
            throw new IllegalArgumentException("The handler " + name + " " + problem);
        }
    }
}
