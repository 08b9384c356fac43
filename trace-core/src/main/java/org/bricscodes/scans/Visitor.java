package org.bricscodes.scans;

/**
 * Who looked, as far as we let ourselves know: numbers that mean nothing outside the salt they were
 * made with.
 *
 * @param device hash of address, browser and language: one device in one network
 * @param network hash of the /24 or /48 the address lies in
 * @param agent 16 bits of a hash of browser and language alone: too few to tell people apart,
 *     enough to doubt that two devices are two when one may be a phone that changed its network
 */
public record Visitor(long device, long network, short agent) {}
