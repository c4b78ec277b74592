package dev.holdfast.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.holdfast.component.Command;
import dev.holdfast.component.Component;
import dev.holdfast.component.ComponentBuilder;
import dev.holdfast.component.Decision;
import dev.holdfast.persistence.entry.Encoded;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StateCodecTest {

    record Ask() implements Command<Long> {}

    private static <S> ComponentBuilder<S, Object> holding(S initial) {
        return Component.<S, Object>named("thing")
                .startsAs(id -> initial)
                .decides(Ask.class, (state, ask, context) -> Decision.reject("never"));
    }

    private static <S> StateCodec<S> codec(ComponentBuilder<S, Object> component, S initial) {
        return new ComponentCodec<>(component.build(), Values.mapper()).states(initial.getClass());
    }

    private static <S> StateCodec<S> codec(S initial) {
        return codec(holding(initial), initial);
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    sealed interface Door {}

    @JsonTypeName("open")
    record Open(long since) implements Door {}

    @JsonTypeName("shut")
    record Shut() implements Door {}

    sealed interface Locked extends Door {}

    @JsonTypeName("bolted")
    record Bolted(String by) implements Locked {}

    @Test
    void a_sealed_state_is_read_back_as_whichever_of_its_kinds_it_was() {
        StateCodec<Door> codec = codec(StateCodecTest.<Door>holding(new Shut()).keepsState(Door.class), new Shut());
        for (Door door : List.of(new Open(5), new Shut(), new Bolted("me"))) {
            Encoded kept = codec.prove(door);
            assertThat(kept.name()).isEqualTo("door");
            assertThat(codec.read(kept)).isEqualTo(door);
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonSubTypes(@JsonSubTypes.Type(value = Cat.class, name = "a-cat"))
    sealed interface Animal {}

    record Cat(int lives) implements Animal {}

    @Test
    void the_names_that_a_sealed_state_gives_its_kinds_are_kept() {
        StateCodec<Animal> codec =
                codec(StateCodecTest.<Animal>holding(new Cat(9)).keepsState(Animal.class), new Cat(9));
        Encoded kept = codec.prove(new Cat(7));
        assertThat(new String(kept.bytes(), StandardCharsets.ISO_8859_1)).contains("a-cat");
        assertThat(codec.read(kept)).isEqualTo(new Cat(7));
    }

    sealed interface Shape {}

    record Circle(int radius) implements Shape {}

    record Square(int side) implements Shape {}

    @Test
    void a_sealed_state_that_does_not_tell_its_kinds_is_refused_and_told_how() {
        StateCodec<Shape> codec =
                codec(StateCodecTest.<Shape>holding(new Circle(1)).keepsState(Shape.class), new Circle(1));
        assertThatThrownBy(() -> codec.prove(new Circle(2)))
                .isInstanceOf(CodecException.class)
                .hasMessageContainingAll("'thing'", Shape.class.getName(), "@JsonTypeInfo");
    }

    @Test
    void a_state_of_another_class_than_the_initial_one_is_refused_and_told_how() {
        StateCodec<Shape> codec = codec(StateCodecTest.<Shape>holding(new Circle(1)), new Circle(1));
        assertThat(codec.read(codec.prove(new Circle(2)))).isEqualTo(new Circle(2));
        assertThatThrownBy(() -> codec.prove(new Square(2)))
                .isInstanceOf(CodecException.class)
                .hasMessageContainingAll(Square.class.getName(), Circle.class.getName(), ".keepsState(");
    }

    static class Base {
        @JsonProperty
        int a;
    }

    static final class Derived extends Base {
        @JsonProperty
        int b;
    }

    @Test
    void a_state_read_back_as_its_superclass_is_refused() {
        StateCodec<Base> codec = codec(StateCodecTest.<Base>holding(new Base()), new Base());
        assertThatThrownBy(() -> codec.prove(new Derived()))
                .isInstanceOf(CodecException.class)
                .hasMessageContainingAll(Derived.class.getName(), Base.class.getName(), "@JsonTypeInfo");
    }

    /** Jackson writes what it shows but does not read it. */
    static final class Forgetful {
        private int count;

        @JsonProperty(access = JsonProperty.Access.READ_ONLY)
        public int getCount() {
            return count;
        }
    }

    @Test
    void a_state_that_jackson_reads_back_differently_is_refused() {
        Forgetful state = new Forgetful();
        StateCodec<Forgetful> codec = codec(state);
        codec.prove(state);
        state.count = 1;
        assertThatThrownBy(() -> codec.prove(state))
                .isInstanceOf(CodecException.class)
                .hasMessageContainingAll(Forgetful.class.getName(), "neither equal nor written the same");
        Encoded written = codec.write(state);
        assertThatThrownBy(() -> codec.prove(written, Forgetful.class))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("neither equal nor written the same");
    }

    record Tags(Set<String> tags) {}

    @Test
    void a_set_in_another_order_is_the_same_state_where_that_can_be_told() {
        Tags state = new Tags(new LinkedHashSet<>(List.of("b", "a")));
        StateCodec<Tags> codec = codec(state);
        Encoded kept = codec.prove(state);
        assertThat(codec.read(kept)).isEqualTo(state);
        assertThatThrownBy(() -> codec.prove(kept, Tags.class))
                .as("what was written alone does not tell that the order does not matter")
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("order of its sets");
    }

    static final class Board {
        @JsonProperty
        int[] cells = {};
    }

    @Test
    void a_state_without_equality_of_its_own_is_proven_by_its_bytes() {
        Board state = new Board();
        state.cells = new int[] {1, 2};
        StateCodec<Board> codec = codec(state);
        assertThat(codec.read(codec.prove(state)).cells).containsExactly(1, 2);
    }

    @Test
    void a_state_of_a_type_with_parameters_cannot_be_kept() {
        assertThatThrownBy(() -> codec(Map.of("a", new Circle(1))))
                .isInstanceOf(CodecException.class)
                .hasMessageContainingAll("'thing'", "type parameters", "record");
    }

    @Test
    void a_state_of_a_class_without_a_name_cannot_be_kept_and_is_told_how() {
        Object nameless = new Object() {};
        assertThatThrownBy(() -> codec(nameless))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining(".keepsState(");
    }

    @Test
    void a_checkpoint_of_another_type_is_not_read() {
        StateCodec<Circle> codec = codec(new Circle(1));
        Encoded other = new Encoded("square", 1, codec.write(new Circle(1)).bytes());
        assertThatThrownBy(() -> codec.read(other))
                .isInstanceOf(CodecException.class)
                .hasMessageContainingAll("square", "circle", "renamed");
    }
}
