package org.bricscodes.scans;

import java.util.List;
import java.util.function.Supplier;

/**
 * A rule about an item that holds, and by which visits.
 *
 * @param people behind all the visits that it holds by, at least
 * @param by the earliest visits that suffice for it, in weight too; while they are kept, whatever
 *     else is dropped of the history, the rule holds. Few: as many as the rule asks for
 */
record Finding(Hit hit, long people, Supplier<List<Visit>> by) {}
