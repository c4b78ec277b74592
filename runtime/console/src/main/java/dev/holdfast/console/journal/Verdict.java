package dev.holdfast.console.journal;

import dev.holdfast.console.output.Style;
import dev.holdfast.console.output.Texts;
import dev.holdfast.persistence.log.SurveySummary;
import dev.holdfast.persistence.log.SurveySummary.Ending;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Whether a log is sound. A torn last frame and a damaged index are no damage: the one was never acknowledged, the other
 * holds nothing that its segment does not (D1, D6).
 *
 * @param summary what was found
 * @param broken how many histories break
 * @param followed how many were followed
 * @param badIndexes the segments whose index is damaged
 */
record Verdict(SurveySummary summary, int broken, int followed, List<String> badIndexes) {

    private static final String WAY_OUT =
            "Restore the directory from a copy, and do not write to it before. Components named above are readable only so"
                    + " far; where a place names nobody, the newest entries of others may be missing, too.";

    private static final String TORN =
            "\nThe last frame was cut short by a crash. It was never acknowledged, and the next opening leaves it out:"
                    + " that is no damage.";

    boolean isSound() {
        return summary.damages() == 0 && broken == 0;
    }

    /** For programs. */
    Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("verdict", isSound() ? "sound" : "corrupt");
        values.put("damages", summary.damages());
        values.put("brokenHistories", broken);
        values.put("segments", summary.segments());
        values.put("frames", summary.lastFrame());
        values.put("records", summary.records());
        values.put("ending", summary.ending().name().toLowerCase(Locale.ROOT));
        values.put("damagedIndexes", badIndexes);
        if (!isSound()) {
            values.put("wayOut", WAY_OUT);
        }
        return values;
    }

    /** For people. */
    String text(Style style) {
        String read = Texts.count(summary.records(), "record") + " in "
                + Texts.count(summary.segments(), "segment") + " read, histories of " + Texts.count(followed, "id")
                + " followed";
        String harmless = (summary.ending() == Ending.TORN ? TORN : "")
                + (badIndexes.isEmpty()
                        ? ""
                        : "\nThe index of " + String.join(", ", badIndexes)
                                + " is damaged. It is made anew from the segment when that is noticed: that is no damage.");
        return isSound()
                ? style.good("sound") + ": " + read + harmless
                : style.bad("corrupt") + ": " + Texts.count(summary.damages(), "damaged place") + ", "
                        + Texts.count(broken, "component") + " concerned; " + read + harmless + "\n" + WAY_OUT;
    }
}
