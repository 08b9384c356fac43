package org.bricscodes.capture;

import java.time.Instant;

/**
 * Where and when an event was recorded.
 *
 * @param sequence from 0, without gaps; also the event's index in the transparency log
 * @param recordTime to the millisecond; never earlier than that of a lower sequence
 */
public record Place(long sequence, Instant recordTime) {}
