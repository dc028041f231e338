package ee.socketio.internal.namespace;

import ee.socketio.AckingListener;
import ee.socketio.AnsweringListener;
import ee.socketio.Event;
import ee.socketio.GenericType;
import ee.socketio.Registration;
import ee.socketio.Socket;
import ee.socketio.TypedListener;
import ee.socketio.internal.namespace.TypedCall.Role;
import java.lang.reflect.Type;
import java.util.List;

/** The registration of a socket's typed listeners: each becomes a {@link TypedCall}. */
@SuppressWarnings("unchecked") // what is read from the arguments is what the types say
interface TypedListening extends Socket {

    /** The listeners. */
    SocketListeners listeners();

    @Override
    LocalNamespace namespace();

    private Registration add(String event, Role role, List<? extends Type> types, AnsweringListener.OfMany listener) {
        return listeners().events.add(event, new TypedCall(this, role, types, listener));
    }

    @Override
    default Registration on(String event, List<? extends Type> types, TypedListener.OfMany listener) {
        return add(event, Role.LISTENS, types, (received, arguments) -> {
            listener.onEvent(received, arguments);
            return null;
        });
    }

    @Override
    default <T> Registration on(String event, Class<T> type, TypedListener<T> listener) {
        return on(event, GenericType.of(type), listener);
    }

    @Override
    default <T> Registration on(String event, GenericType<T> type, TypedListener<T> listener) {
        return on(event, List.of(type.type()), (received, arguments) -> listener.onEvent((T) arguments.get(0)));
    }

    @Override
    default <T> Registration on(String event, Class<T> type, AckingListener<T> listener) {
        return on(event, GenericType.of(type), listener);
    }

    @Override
    default <T> Registration on(String event, GenericType<T> type, AckingListener<T> listener) {
        return add(event, Role.ACKS, List.of(type.type()), (received, arguments) -> {
            listener.onEvent((T) arguments.get(0), received::ack);
            return null;
        });
    }

    @Override
    default <A, B> Registration on(String event, Class<A> first, Class<B> second, TypedListener.OfTwo<A, B> listener) {
        return on(event, GenericType.of(first), GenericType.of(second), listener);
    }

    @Override
    default <A, B> Registration on(
            String event, GenericType<A> first, GenericType<B> second, TypedListener.OfTwo<A, B> listener) {
        return on(
                event,
                List.of(first.type(), second.type()),
                (received, arguments) -> listener.onEvent((A) arguments.get(0), (B) arguments.get(1)));
    }

    @Override
    default <A, B, C> Registration on(
            String event, Class<A> first, Class<B> second, Class<C> third, TypedListener.OfThree<A, B, C> listener) {
        return on(event, GenericType.of(first), GenericType.of(second), GenericType.of(third), listener);
    }

    @Override
    default <A, B, C> Registration on(
            String event,
            GenericType<A> first,
            GenericType<B> second,
            GenericType<C> third,
            TypedListener.OfThree<A, B, C> listener) {
        return on(
                event,
                List.of(first.type(), second.type(), third.type()),
                (received, arguments) ->
                        listener.onEvent((A) arguments.get(0), (B) arguments.get(1), (C) arguments.get(2)));
    }

    @Override
    default Registration answer(String event, List<? extends Type> types, AnsweringListener.OfMany listener) {
        return add(event, Role.ANSWERS, types, listener);
    }

    @Override
    default Registration answer(String event, AnsweringListener<Event> listener) {
        return answer(event, List.of(), (received, arguments) -> listener.onEvent(received));
    }

    @Override
    default <T> Registration answer(String event, Class<T> type, AnsweringListener<T> listener) {
        return answer(event, GenericType.of(type), listener);
    }

    @Override
    default <T> Registration answer(String event, GenericType<T> type, AnsweringListener<T> listener) {
        return answer(event, List.of(type.type()), (received, arguments) -> listener.onEvent((T) arguments.get(0)));
    }

    @Override
    default <A, B> Registration answer(
            String event, Class<A> first, Class<B> second, AnsweringListener.OfTwo<A, B> listener) {
        return answer(event, GenericType.of(first), GenericType.of(second), listener);
    }

    @Override
    default <A, B> Registration answer(
            String event, GenericType<A> first, GenericType<B> second, AnsweringListener.OfTwo<A, B> listener) {
        return answer(
                event,
                List.of(first.type(), second.type()),
                (received, arguments) -> listener.onEvent((A) arguments.get(0), (B) arguments.get(1)));
    }

    @Override
    default <A, B, C> Registration answer(
            String event,
            Class<A> first,
            Class<B> second,
            Class<C> third,
            AnsweringListener.OfThree<A, B, C> listener) {
        return answer(event, GenericType.of(first), GenericType.of(second), GenericType.of(third), listener);
    }

    @Override
    default <A, B, C> Registration answer(
            String event,
            GenericType<A> first,
            GenericType<B> second,
            GenericType<C> third,
            AnsweringListener.OfThree<A, B, C> listener) {
        return answer(
                event,
                List.of(first.type(), second.type(), third.type()),
                (received, arguments) ->
                        listener.onEvent((A) arguments.get(0), (B) arguments.get(1), (C) arguments.get(2)));
    }
}
