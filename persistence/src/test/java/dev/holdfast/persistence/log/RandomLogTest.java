package dev.holdfast.persistence.log;

import static dev.holdfast.persistence.log.LogFixture.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.persistence.file.ForgetfulDisk;
import dev.holdfast.persistence.file.MemoryDisk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName(
        "D3: random appends, deletions, openings, crashes and damaged indexes: the log says what a map in memory says")
class RandomLogTest {

    private static final int SEEDS = 60;
    private static final int STEPS = 250;

    /** What a log should know of an id. */
    private static final class Known {
        private final TreeMap<Long, Integer> records = new TreeMap<>();
        private final Map<Tag, Long> tagged = new EnumMap<>(Tag.class);
        private long highest;

        long last(Tag tag) {
            return tagged.getOrDefault(tag, 0L);
        }
    }

    private final Map<String, Known> model = new TreeMap<>();

    @Test
    void the_log_says_what_a_map_says() throws IOException {
        long retired = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            retired += run(new Random(seed), "seed " + seed);
        }
        assertThat(retired).as("segments deleted in all").isGreaterThan(SEEDS);
    }

    private long run(Random random, String seed) throws IOException {
        model.clear();
        MemoryDisk memory = new MemoryDisk();
        ForgetfulDisk disk = new ForgetfulDisk(memory);
        SegmentedLog log = open(disk);
        for (int step = 0; step < STEPS; step++) {
            int kind = random.nextInt(100);
            if (kind < 80) {
                append(log, random);
            } else if (kind < 94) {
                delete(log, random);
            } else if (kind < 97) {
                log.close();
                damageAnIndex(memory, random);
                log = open(disk);
            } else {
                disk.crash(() -> random.nextBoolean());
                log = open(disk);
            }
            if (step % 25 == 0) {
                verify(log, random, seed + ", step " + step);
            }
        }
        verify(log, random, seed);
        log.close();
        SurveySummary summary = LogSurvey.run(PATH, disk, new SurveyVisitor() {});
        assertThat(summary.damages()).as(seed).isZero();
        long last = memory.names(PATH).stream()
                .filter(Segments::isName)
                .mapToLong(Segments::number)
                .max()
                .orElseThrow();
        return last - summary.segments();
    }

    private void append(SegmentedLog log, Random random) {
        String id = "id" + random.nextInt(1 + random.nextInt(30));
        Known known = model.computeIfAbsent(id, key -> new Known());
        List<NewRecord> records = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            long sequence = known.highest + 1 + (random.nextInt(10) == 0 ? 3 : 0);
            int tags = random.nextInt(4) == 0 ? random.nextInt(8) : 0;
            int size = random.nextInt(1 + random.nextInt(6000));
            records.add(new NewRecord(sequence, tags, new byte[size]));
            known.records.put(sequence, size);
            known.highest = sequence;
            for (Tag tag : Tag.values()) {
                if (tag.in(tags)) {
                    known.tagged.put(tag, sequence);
                }
            }
        }
        stored(log.append(new Append(id, "w", records)));
    }

    private void delete(SegmentedLog log, Random random) {
        for (Map.Entry<String, Known> each : model.entrySet()) {
            if (random.nextInt(3) == 0) {
                long to = Math.max(0, each.getValue().highest - random.nextInt(6));
                get(log.deleteTo(each.getKey(), to));
                each.getValue().records.headMap(to, true).clear();
            }
        }
    }

    private static void damageAnIndex(MemoryDisk memory, Random random) {
        List<String> indexes =
                memory.names(PATH).stream().filter(IndexFile::isName).toList();
        if (!indexes.isEmpty()) {
            byte[] bytes = memory.bytes(PATH, indexes.get(random.nextInt(indexes.size())));
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
    }

    private void verify(SegmentedLog log, Random random, String when) {
        assertThat(get(log.ids())).as(when).containsExactlyElementsOf(model.keySet());
        for (Tag tag : Tag.values()) {
            assertThat(get(log.tagged(tag)))
                    .as("%s, %s", when, tag)
                    .containsExactlyElementsOf(model.entrySet().stream()
                            .filter(each -> each.getValue().last(tag) > 0)
                            .map(each -> new TaggedSequence(
                                    each.getKey(), each.getValue().last(tag)))
                            .toList());
        }
        assertThat(get(log.openIds()))
                .as(when)
                .containsExactlyElementsOf(model.entrySet().stream()
                        .filter(each -> each.getValue().last(Tag.OPENS)
                                > each.getValue().last(Tag.QUIET))
                        .map(Map.Entry::getKey)
                        .toList());
        model.forEach((id, known) -> {
            for (Tag tag : Tag.values()) {
                assertThat(get(log.lastTagged(id, tag))).as("%s, %s", when, tag).isEqualTo(known.last(tag));
            }
            assertThat(get(log.highestSequence(id))).as(when).isEqualTo(known.highest);
            long from = 1L + random.nextInt((int) known.highest);
            int limit = 1 + random.nextInt(30);
            TreeMap<Long, Integer> found = new TreeMap<>();
            get(log.read(id, from, Long.MAX_VALUE, limit, Integer.MAX_VALUE))
                    .forEach(record -> found.put(record.sequence(), record.payload().length));
            TreeMap<Long, Integer> expected = new TreeMap<>();
            known.records.tailMap(from, true).entrySet().stream()
                    .limit(limit)
                    .forEach(each -> expected.put(each.getKey(), each.getValue()));
            assertThat(found).as("%s, %s from %s", when, id, from).isEqualTo(expected);
        });
        assertThat(get(log.read("nobody", 1, 9, 9, 9))).isEmpty();
    }
}
