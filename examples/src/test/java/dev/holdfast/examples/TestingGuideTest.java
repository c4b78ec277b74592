package dev.holdfast.examples;

import static dev.holdfast.examples.Documents.flat;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.holdfast.config.FaultSettings;
import dev.holdfast.config.InjectedFault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/guides/testing.md shows code that is compiled and run, and names tests that exist. */
class TestingGuideTest {

    private static final String GUIDE = "docs/guides/testing.md";
    private static final String ACCOUNT =
            "examples/src/test/java/dev/holdfast/examples/account/AccountSimulationTest.java";
    private static final String ORDERS = "runtime/testkit/src/test/java/dev/holdfast/testkit/users/Orders.java";

    @Test
    void its_code_is_what_the_tests_run() throws IOException {
        List<String> shown = Documents.blocks(Documents.read(GUIDE), "java");

        List<String> tests = new ArrayList<>(Documents.marked(ACCOUNT, "guide"));
        assertThat(shown).hasSize(tests.size() + 1);
        String orders = flat(Documents.read(ORDERS));
        for (String code : shown) {
            boolean isTest = tests.removeIf(test -> flat(test).equals(flat(code)));
            assertThat(isTest || orders.contains(flat(code))).as(code).isTrue();
        }
        assertThat(tests).as("tests that are not shown").isEmpty();
    }

    @Test
    void the_tests_it_names_exist() throws IOException {
        assertThat(Documents.tests(Documents.read(GUIDE))).hasSizeGreaterThan(4).allMatch(Documents::exists);
    }

    @Test
    void its_configuration_is_accepted() throws IOException {
        String shown = Documents.blocks(Documents.read(GUIDE), "hocon").get(0);

        assertThat(FaultSettings.from(ConfigFactory.parseString(shown)).inject())
                .hasSize(2);
    }

    @Test
    void it_lists_every_fault_that_the_runtime_injects_and_no_other() throws IOException {
        String guide = Documents.read(GUIDE);

        for (InjectedFault fault : InjectedFault.values()) {
            boolean listed = guide.contains("| `" + fault.text() + "` | " + fault.what() + " | " + at(fault));
            assertThat(listed).as(fault.text()).isEqualTo(fault.byRuntime());
            assertThat(guide).contains("`" + fault.text() + "`");
        }
    }

    /** Of a fault of the disk, the operations that it can strike. */
    private static String at(InjectedFault fault) {
        String operations =
                fault.operations().stream().map(each -> "`" + each + "`").collect(Collectors.joining(", "));
        return fault == InjectedFault.DISK_SLOW ? "as `disk-failed` |" : operations;
    }

    @Test
    void an_account_is_simulated_in_ten_lines() throws IOException {
        String body = Documents.blocks(Documents.read(GUIDE), "java").get(0);

        assertThat(body.lines().filter(line -> line.startsWith("    "))).hasSizeLessThanOrEqualTo(10);
    }
}
