package org.bricscodes.api;

import org.bricscodes.capture.CaptureJobs;
import org.bricscodes.capture.EventArchive;
import org.bricscodes.capture.EventCapture;
import org.bricscodes.query.PageTokens;

/**
 * What one writer takes events with.
 *
 * @param writer its number; 0: the service's own
 */
record Capturing(
    int writer, CaptureJobs jobs, EventCapture events, EventArchive archive, PageTokens tokens) {}
