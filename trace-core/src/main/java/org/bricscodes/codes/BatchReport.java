package org.bricscodes.codes;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A report as it was recorded: who says what of how many codes of a batch. It is kept for good.
 *
 * @param number names the report in its batch; rises
 * @param status what the codes became: a stage, or what a list set them to
 * @param at when it was done
 * @param recorded when it came
 * @param from first place of the range; null for a list
 * @param count codes in the range or the list
 * @param fresh those of them of which this had not been reported before
 * @param wasted codes reported wasted with it
 * @param digest SHA-256 of what was reported
 */
public record BatchReport(
    long number,
    CodeState.Status status,
    String by,
    Instant at,
    Instant recorded,
    @Nullable Long from,
    long count,
    long fresh,
    long wasted,
    @Nullable String reason,
    String digest) {}
