package dev.holdfast.testkit.kernel;

import dev.holdfast.component.Command;
import dev.holdfast.component.Component;
import dev.holdfast.testkit.history.History;
import dev.holdfast.testkit.kernel.KernelScenario.Book;
import dev.holdfast.testkit.kernel.KernelScenario.Note;
import dev.holdfast.testkit.kernel.KernelScenario.Noted;
import dev.holdfast.testkit.node.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** The notes that callers want in the book, and what they were told of them. */
final class Notes {

    private static final Duration LONG = Duration.ofMinutes(5);

    private final Map<Integer, Integer> answered = new TreeMap<>();
    private final History<Command<?>, Object> history = new History<>();
    private final Component<Book, Noted> component;
    private int presented;

    /** Of callers of that kind of book. */
    Notes(Component<Book, Noted> component) {
        this.component = component;
    }

    /** The next one is presented. */
    CompletableFuture<Integer> present(Node node) {
        Note note = new Note(presented++);
        CompletableFuture<Integer> answer =
                node.component(component, "1").ask(note, LONG).toCompletableFuture();
        history.record(component.name(), note, answer);
        CompletableFuture<Void> unused = answer.thenAccept(position -> answered.put(note.note(), position));
        return answer;
    }

    /** So many at once. */
    List<CompletableFuture<Integer>> present(Node node, int count) {
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            answers.add(present(node));
        }
        return answers;
    }

    /** All that was asked, and answered. */
    History<Command<?>, Object> history() {
        return history;
    }

    /** No note stands in the book twice, and each that was answered stands where that said. */
    void check(List<Integer> book) {
        checkOnce("K6, K10", book);
        answered.forEach((note, position) -> {
            if (book.size() < position || book.get(position - 1) != note.intValue()) {
                throw new AssertionError("K1, K3, K8, K10: note " + note + " was answered to be number " + position
                        + ", but the book is " + book);
            }
        });
    }

    static void checkOnce(String rule, List<Integer> book) {
        if (new HashSet<>(book).size() < book.size()) {
            throw new AssertionError(
                    rule + ": executed more than once, or in a checkpoint it does not belong to: " + book);
        }
    }
}
