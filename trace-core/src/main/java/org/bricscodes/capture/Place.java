package org.bricscodes.capture;

import java.time.Instant;

/**
 * Where and when an event was recorded.
 *
 * @param sequence from 0, without gaps; also the event's index in the transparency log. While an
 *     event has its place in the log of a further node only, it is that node's number shifted by 48
 *     bits, and the index there
 * @param recordTime to the millisecond; never earlier than that of a lower sequence
 */
public record Place(long sequence, Instant recordTime) {}
