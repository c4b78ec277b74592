package dev.holdfast.config;

import java.util.Optional;

/**
 * How effects are sent, again and again until they are settled.
 *
 * @param maxOpen unsettled effects of one component beyond which it refuses commands from outside, 1 to 1048576;
 *     default 4096
 * @param resend the delays between two sendings; default 1 s to 30 s, no jitter
 */
public record EffectSettings(int maxOpen, BackoffSettings resend) {
    static final Limit<Integer> MAX_OPEN = Limit.between(1, 1 << 20);

    /** @throws IllegalArgumentException outside the limits */
    public EffectSettings {
        MAX_OPEN.check("max-open", maxOpen);
    }

    static Optional<EffectSettings> from(Section section) {
        int maxOpen = section.get("max-open", MAX_OPEN);
        Optional<BackoffSettings> resend = BackoffSettings.withoutJitter(section.section("resend"));
        return section.build(() -> new EffectSettings(maxOpen, resend.orElseThrow()));
    }

    void print(Printer out) {
        out.put("max-open", MAX_OPEN, maxOpen);
        out.section("resend", resend::printWithoutJitter);
    }
}
