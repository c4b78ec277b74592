package dev.holdfast.persistence.log;

import dev.holdfast.persistence.file.Directory;
import dev.holdfast.persistence.log.SurveySummary.Ending;
import dev.holdfast.persistence.log.SurveyedSegment.Use;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** One run of a {@link LogSurvey}: goes through the segments and sees that each continues the one before. */
final class Survey {

    private final Directory directory;
    private final String name;
    private final SurveyVisitor visitor;
    private long nextFrame = 1;
    private ChainHash chain = ChainHash.START;
    private long records;
    private long damages;
    private Ending ending = Ending.COMPLETE;

    Survey(Directory directory, SurveyVisitor visitor) {
        this.directory = directory;
        this.name = directory.path().toString();
        this.visitor = visitor;
    }

    Optional<StoreFile> readStore() throws IOException {
        try {
            Optional<StoreFile> store = StoreFile.read(directory);
            if (store.isEmpty() && directory.list().stream().anyMatch(Segments::isName)) {
                damaged(Damage.inFile(StoreFile.NAME, 0), "the file is missing, but there are segments");
            }
            return store;
        } catch (CorruptLogException e) {
            damaged(e.damage(), e.finding());
            return Optional.empty();
        }
    }

    SurveySummary run(Optional<StoreFile> store, List<SegmentFile> files) throws IOException {
        boolean lastUnused = !files.isEmpty() && LastSegment.isUnused(name, files.get(files.size() - 1));
        int used = files.size() - (lastUnused ? 1 : 0);
        for (int i = 0; i < used; i++) {
            survey(files.get(i), i + 1 < used ? firstFrame(files, i + 1, used) : OptionalLong.empty(), i + 1 == used);
        }
        if (lastUnused) {
            visitor.segment(unused(files.get(used)));
        }
        store.filter(file -> nextFrame <= file.durableFrame())
                .ifPresent(file -> damaged(
                        Damage.inFrame(StoreFile.NAME, 0, nextFrame),
                        "frame " + file.durableFrame() + " was durable, but the log ends with " + (nextFrame - 1)));
        return new SurveySummary(
                store.map(file -> file.id().toString()).orElse(""),
                store.map(StoreFile::term).orElse(0L),
                store.map(StoreFile::durableFrame).orElse(0L),
                nextFrame - 1,
                files.size(),
                records,
                damages,
                ending);
    }

    /** Where a segment must end: at the first frame of the next one whose header can be read. */
    private static OptionalLong firstFrame(List<SegmentFile> files, int from, int to) {
        return files.subList(from, to).stream()
                .flatMap(file -> file.header().stream())
                .mapToLong(SegmentHeader::firstFrame)
                .findFirst();
    }

    private void survey(SegmentFile file, OptionalLong end, boolean last) throws IOException {
        long damagesBefore = damages;
        file.header().ifPresentOrElse(header -> requireContinues(file, header), () -> badHeader(file));
        long firstFrame = nextFrame;
        SegmentSurvey survey = new SegmentSurvey(name, file, firstFrame, chain, visitor);
        survey.run(end);
        nextFrame = survey.nextFrame();
        chain = survey.chain();
        records += survey.records();
        damages += survey.damages();
        if (last) {
            ending = survey.ending();
        }
        visitor.segment(new SurveyedSegment(
                file.number(),
                file.name(),
                file.header().map(header -> OptionalLong.of(header.term())).orElse(OptionalLong.empty()),
                firstFrame,
                survey.frames(),
                survey.records(),
                survey.usedBytes(),
                file.size(),
                damages - damagesBefore,
                last ? Use.LAST : survey.frames() == 0 ? Use.SUPERSEDED : Use.SEALED,
                SurveyedSegment.IndexState.MISSING));
    }

    private void requireContinues(SegmentFile file, SegmentHeader header) {
        if (header.firstFrame() != nextFrame || !header.before().equals(chain)) {
            damaged(
                    Damage.inFrame(file.name(), 0, nextFrame),
                    "the segment continues the log at frame " + header.firstFrame() + " instead of " + nextFrame
                            + ", or another history; a segment may be missing");
            nextFrame = header.firstFrame();
            chain = header.before();
        }
    }

    private void badHeader(SegmentFile file) {
        damaged(Damage.inFile(file.name(), 0), "the segment's header is damaged");
    }

    private void damaged(Damage place, String finding) {
        damages++;
        visitor.damage(place, finding);
    }

    private static SurveyedSegment unused(SegmentFile file) {
        return new SurveyedSegment(
                file.number(),
                file.name(),
                file.header().map(header -> OptionalLong.of(header.term())).orElse(OptionalLong.empty()),
                file.header().map(SegmentHeader::firstFrame).orElse(0L),
                0,
                0,
                0,
                file.size(),
                0,
                Use.UNUSED,
                SurveyedSegment.IndexState.MISSING);
    }
}
