package ee.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The token that names a generic type. */
class GenericTypeTest {

    @Test
    void itNamesWhatStandsInItsBrackets() {
        Type type = new GenericType<Map<String, List<Integer>>>() {}.type();

        assertThat(type.getTypeName()).isEqualTo("java.util.Map<java.lang.String, java.util.List<java.lang.Integer>>");
    }

    @Test
    void itMayNameAClass() {
        assertThat(GenericType.of(String.class).type()).isEqualTo(String.class);
        assertThat(new GenericType<String>() {}.type()).isEqualTo(String.class);
    }

    @Test
    void itMayHaveAName() {
        class Names extends GenericType<List<String>> {}
        class MoreNames extends Names {}

        assertThat(new MoreNames()).isEqualTo(new GenericType<List<String>>() {});
    }

    @Test
    void tokensOfTheSameTypeAreEqual() {
        GenericType<List<String>> names = new GenericType<>() {};

        assertThat(names)
                .isEqualTo(new GenericType<List<String>>() {})
                .hasSameHashCodeAs(new GenericType<List<String>>() {});
        assertThat(names).isNotEqualTo(new GenericType<List<Integer>>() {});
        assertThat(names).isNotEqualTo("java.util.List<java.lang.String>");
        assertThat(GenericType.of(String.class)).isEqualTo(new GenericType<String>() {});
        assertThat(names).hasToString("java.util.List<java.lang.String>");
    }

    @Test
    @SuppressWarnings({"rawtypes", "unchecked"})
    void aRawTokenIsRefusedWithTheWayToWriteIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GenericType() {})
                .withMessageContaining("new GenericType<List<Order>>() {}");
    }

    @Test
    void aTypeThatIsNotKnownYetIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(GenericTypeTest::<String>open)
                .withMessageContaining("T");
        assertThatIllegalArgumentException().isThrownBy(GenericTypeTest::<String>openInside);
        assertThatIllegalArgumentException().isThrownBy(GenericTypeTest::<String>openArray);
    }

    @SuppressWarnings("TypeParameterUnusedInFormals") // what is tested
    private static <T> GenericType<T> open() {
        return new GenericType<T>() {};
    }

    private static <T> GenericType<Map<String, List<T>>> openInside() {
        return new GenericType<Map<String, List<T>>>() {};
    }

    private static <T> GenericType<List<T>[]> openArray() {
        return new GenericType<List<T>[]>() {};
    }
}
