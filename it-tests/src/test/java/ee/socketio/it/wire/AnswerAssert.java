package ee.socketio.it.wire;

import java.util.Locale;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;

/** Assertions on an HTTP response. */
final class AnswerAssert extends AbstractAssert<AnswerAssert, Answer> {

    AnswerAssert(Answer actual) {
        super(actual, AnswerAssert.class);
        describedAs("%s", actual);
    }

    AnswerAssert hasStatus(int status) {
        Assertions.assertThat(actual.status()).as("status of %s", actual).isEqualTo(status);
        return this;
    }

    AnswerAssert hasText(String text) {
        Assertions.assertThat(actual.text()).as("body of %s", actual).isEqualTo(text);
        return this;
    }

    AnswerAssert hasContentType(String contentType) {
        Assertions.assertThat(actual.contentType())
                .as("content type of %s", actual)
                .isEqualTo(contentType);
        return this;
    }

    AnswerAssert hasHeader(String name, String value) {
        Assertions.assertThat(actual.headers().one(name))
                .as("%s of %s", name, actual)
                .hasValue(value);
        return this;
    }

    AnswerAssert hasNoHeader(String name) {
        Assertions.assertThat(actual.headers().all(name))
                .as("%s of %s", name, actual)
                .isEmpty();
        return this;
    }

    /** No header lets a foreign origin read this. */
    AnswerAssert hasNoCorsHeader() {
        Assertions.assertThat(actual.headers().fields())
                .as("CORS headers of %s", actual)
                .noneMatch(field -> field.name().toLowerCase(Locale.ROOT).startsWith("access-control-"));
        return this;
    }

    /** The error as a request over HTTP gets it. */
    AnswerAssert isError(EngineError error) {
        return hasStatus(error.httpStatus()).hasContentType("application/json").hasText(error.json());
    }

    /** The error as the opening handshake of a WebSocket gets it: no JSON, and no status but 400. */
    AnswerAssert isRefusedUpgrade(EngineError error) {
        return isRefusedUpgrade(error.message());
    }

    AnswerAssert isRefusedUpgrade(String message) {
        hasStatus(400).hasText(message);
        Assertions.assertThat(actual.contentType())
                .as("content type of %s", actual)
                .startsWith("text/html");
        Assertions.assertThat(actual.headers().one("Connection").orElse(""))
                .as("Connection of %s", actual)
                .isEqualToIgnoringCase("close");
        return this;
    }
}
