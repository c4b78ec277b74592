package dev.holdfast.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which correction is meant for what was thrown. */
class CorrectionForTest {

    record Note(String text) {}

    record Ask() implements Command<String> {}

    private static final Component<String, Note> COMPONENT = Component.<String, Note>named("notes")
            .startsAs(id -> "")
            .decides(Ask.class, (state, ask, context) -> Decision.reject("never"))
            .applies(Note.class, (state, note) -> state + note.text())
            .corrects(RuntimeException.class, (state, fault) -> List.of(new Note("runtime " + fault.getMessage())))
            .corrects(
                    IllegalArgumentException.class,
                    (state, fault) -> List.of(new Note("argument " + fault.getMessage())))
            .corrects(IOException.class, (state, fault) -> List.of(new Note("io " + fault.getMessage())))
            .build();

    private static List<?> corrected(Throwable thrown) {
        return COMPONENT.correctionFor(thrown).orElseThrow().apply("");
    }

    @Test
    void the_correction_of_the_class_itself_wins() {
        assertThat(corrected(new IllegalArgumentException("x"))).isEqualTo(List.of(new Note("argument x")));
    }

    @Test
    void the_nearest_superclass_wins_whatever_was_declared_first() {
        assertThat(corrected(new NumberFormatException("x"))).isEqualTo(List.of(new Note("argument x")));
        assertThat(corrected(new IllegalStateException("x"))).isEqualTo(List.of(new Note("runtime x")));
    }

    @Test
    void what_was_thrown_comes_before_its_causes() {
        assertThat(corrected(new IllegalStateException("outer", new IllegalArgumentException("inner"))))
                .isEqualTo(List.of(new Note("runtime outer")));
    }

    @Test
    void a_cause_is_corrected_where_nothing_is_declared_for_what_wraps_it() {
        assertThat(corrected(new Error("outer", new FileNotFoundException("inner"))))
                .isEqualTo(List.of(new Note("io inner")));
    }

    @Test
    void nothing_corrects_what_nothing_is_declared_for() {
        assertThat(COMPONENT.correctionFor(new Error("x"))).isEmpty();
    }

    @Test
    void causes_in_a_circle_are_asked_once() {
        Error outer = new Error("outer");
        Error inner = new Error("inner", outer);
        outer.initCause(inner);
        assertThat(COMPONENT.correctionFor(outer)).isEmpty();
    }
}
