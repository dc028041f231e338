package ee.socketio;

import java.lang.reflect.Type;
import java.util.List;

/**
 * The side of a socket that listens, with arguments read as Java types: plain values, beans and records, {@code byte[]},
 * and by a {@link GenericType} also {@code List<Order>} and the like. Further arguments are ignored.
 *
 * <p>Where a Jakarta Validation provider is present, arguments with constraints are validated before the listener is
 * called, elements of lists, maps and arrays too (option {@code validation}).
 *
 * <p>An argument that is missing, does not fit or breaks a constraint does not reach the listener. If the client asked for
 * an ack, it gets {@code {"error":"argument 0 does not fit"}} or {@code {"error":"Validation
 * failed","violations":[{"path":…,"message":…}]}}; if not, the listeners of {@link Socket#onError} get the {@link
 * ArgumentException}. It is reported to the error listener, but for violations that the client was told.
 *
 * <p>The methods {@code answer} make a request of the event: what the listener returns is the ack. If it fails, and that of
 * an {@link AckingListener} as well, the client gets {@code {"error":"Internal error"}} as its ack, or what an {@link
 * EventException} says, and the exception is reported unless it is such a one and the client was told. Of several acks of
 * one event the first counts.
 */
public interface Receiver {

    /** Adds a listener that gets the first argument as a class. */
    <T> Registration on(String event, Class<T> type, TypedListener<T> listener);

    /** Adds a listener that gets the first argument as a class and answers, now or later. */
    <T> Registration on(String event, Class<T> type, AckingListener<T> listener);

    /** Adds a listener that gets the first argument as a generic type. */
    <T> Registration on(String event, GenericType<T> type, TypedListener<T> listener);

    /** Adds a listener that gets the first argument as a generic type and answers, now or later. */
    <T> Registration on(String event, GenericType<T> type, AckingListener<T> listener);

    /** Adds a listener that gets the first two arguments as classes. */
    <A, B> Registration on(String event, Class<A> first, Class<B> second, TypedListener.OfTwo<A, B> listener);

    /** Adds a listener that gets the first two arguments as types, of which at least one is generic. */
    <A, B> Registration on(
            String event, GenericType<A> first, GenericType<B> second, TypedListener.OfTwo<A, B> listener);

    /** Adds a listener that gets the first three arguments as classes. */
    <A, B, C> Registration on(
            String event, Class<A> first, Class<B> second, Class<C> third, TypedListener.OfThree<A, B, C> listener);

    /** Adds a listener that gets the first three arguments as types, of which at least one is generic. */
    <A, B, C> Registration on(
            String event,
            GenericType<A> first,
            GenericType<B> second,
            GenericType<C> third,
            TypedListener.OfThree<A, B, C> listener);

    /** Adds a listener that gets any number of arguments by their types: what annotated handlers are made of. */
    Registration on(String event, List<? extends Type> types, TypedListener.OfMany listener);

    /** Adds a listener that reads the arguments itself and returns the answer. */
    Registration answer(String event, AnsweringListener<Event> listener);

    /** Adds a listener that gets the first argument as a class and returns the answer. */
    <T> Registration answer(String event, Class<T> type, AnsweringListener<T> listener);

    /** Adds a listener that gets the first argument as a generic type and returns the answer. */
    <T> Registration answer(String event, GenericType<T> type, AnsweringListener<T> listener);

    /** Adds a listener that gets the first two arguments as classes and returns the answer. */
    <A, B> Registration answer(String event, Class<A> first, Class<B> second, AnsweringListener.OfTwo<A, B> listener);

    /** Adds a listener that gets the first two arguments as types and returns the answer. */
    <A, B> Registration answer(
            String event, GenericType<A> first, GenericType<B> second, AnsweringListener.OfTwo<A, B> listener);

    /** Adds a listener that gets the first three arguments as classes and returns the answer. */
    <A, B, C> Registration answer(
            String event, Class<A> first, Class<B> second, Class<C> third, AnsweringListener.OfThree<A, B, C> listener);

    /** Adds a listener that gets the first three arguments as types and returns the answer. */
    <A, B, C> Registration answer(
            String event,
            GenericType<A> first,
            GenericType<B> second,
            GenericType<C> third,
            AnsweringListener.OfThree<A, B, C> listener);

    /** Adds a listener that gets any number of arguments by their types and returns the answer. */
    Registration answer(String event, List<? extends Type> types, AnsweringListener.OfMany listener);
}
