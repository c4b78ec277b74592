package dev.holdfast.persistence.log;

import dev.holdfast.persistence.file.Directory;
import dev.holdfast.persistence.log.SurveySummary.Ending;
import dev.holdfast.persistence.log.SurveyedSegment.IndexState;
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
        RetiredFile retired = readRetired(store);
        boolean lastUnused = !files.isEmpty() && LastSegment.isUnused(name, files.get(files.size() - 1));
        int used = files.size() - (lastUnused ? 1 : 0);
        for (int i = 0; i < used; i++) {
            SegmentFile file = files.get(i);
            OptionalLong first = file.firstFrame();
            if (first.isPresent() && retired.contains(first.getAsLong())) {
                visitor.segment(without(file, Use.SUPERSEDED));
            } else {
                skip(file, retired);
                survey(file, end(files.subList(i + 1, used), retired), i + 1 == used);
            }
        }
        if (lastUnused) {
            visitor.segment(without(files.get(used), Use.UNUSED));
        }
        store.ifPresent(file -> requireDurableFrames(StoreFile.NAME, file.durableFrame()));
        requireDurableFrames(RetiredFile.NAME, retired.durableFrame());
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

    private RetiredFile readRetired(Optional<StoreFile> store) throws IOException {
        StoreId id = store.map(StoreFile::id).orElse(new StoreId(0, 0));
        try {
            return RetiredFile.read(directory, id);
        } catch (CorruptLogException e) {
            damaged(e.damage(), e.finding());
            return RetiredFile.none(id);
        }
    }

    /** Where a segment must end, as far as the headers of those behind it can be read. */
    private OptionalLong end(List<SegmentFile> behind, RetiredFile retired) {
        Juncture start = new Juncture(nextFrame, chain);
        return behind.stream()
                .flatMap(file -> file.header().stream())
                .map(SegmentHeader::start)
                .filter(next -> !retired.contains(next.frame()))
                .mapToLong(next -> retired.endBetween(start, next).frame())
                .findFirst();
    }

    private void survey(SegmentFile file, OptionalLong end, boolean last) throws IOException {
        long damagesBefore = damages;
        file.header().ifPresentOrElse(header -> requireContinues(file, header), () -> badHeader(file));
        Juncture before = new Juncture(nextFrame, chain);
        SegmentSurvey survey = new SegmentSurvey(name, file, before, visitor);
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
                before.frame(),
                survey.frames(),
                survey.records(),
                survey.usedBytes(),
                file.size(),
                damages - damagesBefore,
                last ? Use.LAST : survey.frames() == 0 ? Use.SUPERSEDED : Use.SEALED,
                indexState(file, survey, before)));
        file.window().release();
    }

    private IndexState indexState(SegmentFile file, SegmentSurvey survey, Juncture before) throws IOException {
        IndexSurvey index = new IndexSurvey(before, new Juncture(nextFrame, chain), survey);
        return index.state(IndexFile.read(directory, file.number()));
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

    private void requireDurableFrames(String file, long durableFrame) {
        if (nextFrame <= durableFrame) {
            damaged(
                    Damage.inFrame(file, 0, nextFrame),
                    "frame " + durableFrame + " was durable, but the log ends with " + (nextFrame - 1));
        }
    }

    private void badHeader(SegmentFile file) {
        damaged(Damage.inFile(file.name(), 0), "the segment's header is damaged");
    }

    private void damaged(Damage place, String finding) {
        damages++;
        visitor.damage(place, finding);
    }

    /** Passes over what is not stored any more. */
    private void skip(SegmentFile file, RetiredFile retired) {
        long start = file.header().map(SegmentHeader::firstFrame).orElse(0L);
        Optional<Juncture> next = retired.skip(new Juncture(nextFrame, chain));
        while (start != nextFrame && next.isPresent()) {
            nextFrame = next.get().frame();
            chain = next.get().chain();
            next = retired.skip(next.get());
        }
    }

    private static SurveyedSegment without(SegmentFile file, Use use) {
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
                use,
                IndexState.MISSING);
    }
}
