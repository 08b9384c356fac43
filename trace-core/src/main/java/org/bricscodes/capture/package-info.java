/**
 * Recording events: idempotency, jobs, the life of an event from bytes to log entry. Start at
 * {@link org.bricscodes.capture.Recorder}; documents go through {@link
 * org.bricscodes.capture.CaptureJobs}, the log is fed by {@link org.bricscodes.capture.Sequencer},
 * and what was recorded is read by {@link org.bricscodes.capture.EventArchive}. What the rows look
 * like stands in {@link org.bricscodes.capture.CaptureTables}.
 *
 * <p>Terms that came with a later version are missing of what was recorded before. A start reads
 * all events once, behind the service, and writes those of recalls: {@link
 * org.bricscodes.capture.EarlierRecalls}.
 */
@NullMarked
package org.bricscodes.capture;

import org.jspecify.annotations.NullMarked;
