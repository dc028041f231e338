package ee.socketio;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Names a generic type, which no class literal can: {@code new GenericType<List<Order>>() {}}. Immutable; equal if the
 * types are.
 *
 * @param <T> the type
 */
public class GenericType<T> {

    private final Type type;

    /**
     * For an anonymous subclass, which fixes the type.
     *
     * @throws IllegalArgumentException if it does not, because it is raw or names a type variable
     */
    protected GenericType() {
        this.type = argument(getClass());
        if (isOpen(type)) {
            throw new IllegalArgumentException(type + " leaves open what it is a type of");
        }
    }

    private GenericType(Class<T> type) {
        this.type = type;
    }

    /** A class, to stand beside generic types in the same call. */
    public static <T> GenericType<T> of(Class<T> type) {
        return new GenericType<>(type);
    }

    /** The type. */
    public final Type type() {
        return type;
    }

    private static Type argument(Class<?> subclass) {
        Class<?> direct = subclass;
        while (direct.getSuperclass() != GenericType.class) {
            direct = direct.getSuperclass();
        }
        if (direct.getGenericSuperclass() instanceof ParameterizedType parent) {
            return parent.getActualTypeArguments()[0];
        }
        throw new IllegalArgumentException("Write the type down: new GenericType<List<Order>>() {}");
    }

    private static boolean isOpen(Type type) {
        if (type instanceof ParameterizedType generic) {
            return Arrays.stream(generic.getActualTypeArguments()).anyMatch(GenericType::isOpen);
        }
        return type instanceof GenericArrayType array
                ? isOpen(array.getGenericComponentType())
                : type instanceof TypeVariable;
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof GenericType<?> that && type.equals(that.type);
    }

    @Override
    public final int hashCode() {
        return type.hashCode();
    }

    @Override
    public final String toString() {
        return type.getTypeName();
    }
}
