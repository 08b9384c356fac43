/**
 * What look-ups of codes leave behind, and what it says about copies: visits to each item, coarse
 * and pseudonymous, kept for a short time; rules that find what a single pack cannot do; alarms for
 * its owner, each of which explains itself; and the same rules over a recorded log. Start at {@link
 * org.bricscodes.scans.ScanRecorder} for writing, {@link org.bricscodes.scans.ScanHistory} for
 * reading, {@link org.bricscodes.scans.Rules} for the rules and {@link org.bricscodes.scans.Replay}
 * for running them over a log.
 *
 * <p>Nothing here sees an address, a browser's name or a precise place: those are made into hashes
 * and cells at the edge ({@link org.bricscodes.scans.Pseudonyms}, {@link
 * org.bricscodes.scans.Cell}) and forgotten.
 */
@NullMarked
package org.bricscodes.scans;

import org.jspecify.annotations.NullMarked;
