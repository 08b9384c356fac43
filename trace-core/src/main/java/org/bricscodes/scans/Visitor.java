package org.bricscodes.scans;

import java.time.Instant;

/**
 * Who looked, as far as we let ourselves know: numbers that mean nothing outside the salt they were
 * made with, and so can be compared only with those of the same period.
 *
 * @param period when the period of that salt began, to the millisecond
 * @param device hash of address, browser and language: one device in one network
 * @param network hash of the /24 or /48 the address lies in
 * @param agent 16 bits of a hash of browser and language alone: too few to tell people apart,
 *     enough to doubt that two devices are two when one may be a phone that changed its network
 */
public record Visitor(Instant period, long device, long network, short agent) {

  /** Whether both may be one kind of browser: where that cannot be known, they may. */
  boolean maySharePhone(Visitor other) {
    return !period.equals(other.period) || agent == other.agent;
  }

  /** Whether both are one device, as far as can be known. */
  boolean isDevice(Visitor other) {
    return period.equals(other.period) && device == other.device;
  }
}
