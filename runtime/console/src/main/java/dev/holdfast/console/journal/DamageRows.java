package dev.holdfast.console.journal;

import dev.holdfast.console.journal.Histories.Break;
import dev.holdfast.persistence.log.Damage;
import java.util.LinkedHashMap;
import java.util.Map;

/** Damage as names and values: where it is, and what comes of it (D6). */
final class DamageRows {

    private DamageRows() {}

    static Map<String, Object> of(Damage damage, String finding) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("file", damage.file());
        row.put("offset", damage.offset());
        damage.frame().ifPresent(frame -> row.put("frame", frame));
        damage.id().ifPresent(id -> row.put("id", id));
        damage.sequence().ifPresent(sequence -> row.put("sequence", sequence));
        row.put("finding", finding);
        row.put("consequence", consequence(damage));
        return row;
    }

    static Map<String, Object> of(Break found) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", found.id());
        row.put("readableTo", found.first() - 1);
        row.put("first", found.first());
        row.put("last", found.last());
        row.put("finding", found.finding());
        return row;
    }

    private static String consequence(Damage damage) {
        if (damage.id().isPresent()) {
            return "of " + damage.id().get() + ", if that is whose it is, this record is lost";
        }
        return damage.frame().isPresent()
                ? "records of this frame may be lost; the histories show of whom"
                : "records of this file may be lost; the histories show of whom";
    }
}
