package org.bricscodes.scans;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One look-up, as it comes in.
 *
 * @param place null where it is not known
 */
public record Look(
    ScanSubject subject,
    Instant at,
    @Nullable Place place,
    Visitor visitor,
    Found found,
    Channel channel) {}
