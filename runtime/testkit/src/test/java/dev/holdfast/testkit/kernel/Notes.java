package dev.holdfast.testkit.kernel;

import dev.holdfast.component.Command;
import dev.holdfast.component.Component;
import dev.holdfast.testkit.history.ExactlyOnce;
import dev.holdfast.testkit.history.History;
import dev.holdfast.testkit.history.Linearizability;
import dev.holdfast.testkit.history.Specification;
import dev.holdfast.testkit.history.Specification.Next;
import dev.holdfast.testkit.kernel.KernelScenario.Book;
import dev.holdfast.testkit.kernel.KernelScenario.Note;
import dev.holdfast.testkit.kernel.KernelScenario.Noted;
import dev.holdfast.testkit.kernel.KernelScenario.Read;
import dev.holdfast.testkit.node.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The notes that callers want in the book, and what they were told of them. */
final class Notes {

    private static final Duration LONG = Duration.ofMinutes(5);

    private static final Specification<Book, Command<?>, Object> ONE_BOOK =
            new Specification<>(component -> new Book(List.of()), Notes::execute);

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

    private static Next<Book, Object> execute(Book book, Command<?> command) {
        if (command instanceof Note note) {
            Book after = book.with(note.note());
            return Next.completed(after, after.notes().size());
        }
        return Next.completed(book, book);
    }

    /** Asks for the book, as one of the commands that are recorded. */
    CompletionStage<Book> read(Node node) {
        Read command = new Read();
        return history.record(
                component.name(), command, node.component(component, "1").ask(command, LONG));
    }

    /**
     * No note stands in the book twice, each that was answered stands where that said, and callers saw what one book shows
     * that is written into by one after the other.
     *
     * @param book what was read last
     */
    void check(List<Integer> book) {
        checkOnce("K6, K10", book);
        answered.forEach((note, position) -> {
            if (book.size() < position || book.get(position - 1) != note.intValue()) {
                throw new AssertionError("K1, K10: note " + note + " was answered to be number " + position
                        + ", but the book is " + book);
            }
        });
        check(
                "K6",
                () -> ExactlyOnce.check(
                        history.invocations(),
                        Map.of(
                                component.name(),
                                book.stream().<Command<?>>map(Note::new).toList()),
                        Note.class::isInstance));
        check("K1", () -> new Linearizability<>(ONE_BOOK).check(history.invocations()));
    }

    private static void check(String rule, Runnable check) {
        try {
            check.run();
        } catch (AssertionError e) {
            throw new AssertionError(rule + ": " + e.getMessage(), e);
        }
    }

    static void checkOnce(String rule, List<Integer> book) {
        if (new HashSet<>(book).size() < book.size()) {
            throw new AssertionError(
                    rule + ": executed more than once, or in a checkpoint it does not belong to: " + book);
        }
    }
}
