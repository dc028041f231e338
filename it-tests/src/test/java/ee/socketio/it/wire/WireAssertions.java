package ee.socketio.it.wire;

import org.assertj.core.api.Assertions;

/** The entry point of all assertions of the wire tests. */
final class WireAssertions extends Assertions {

    private WireAssertions() {}

    static AnswerAssert assertThat(Answer answer) {
        return new AnswerAssert(answer);
    }
}
