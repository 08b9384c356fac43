/**
 * Recording events: idempotency, jobs, the life of an event from bytes to log entry. Start at
 * {@link org.bricscodes.capture.Recorder}; documents go through {@link
 * org.bricscodes.capture.CaptureJobs}, the log is fed by {@link org.bricscodes.capture.Sequencer},
 * and what was recorded is read by {@link org.bricscodes.capture.EventArchive}. What the rows look
 * like stands in {@link org.bricscodes.capture.CaptureTables}.
 */
@NullMarked
package org.bricscodes.capture;

import org.jspecify.annotations.NullMarked;
