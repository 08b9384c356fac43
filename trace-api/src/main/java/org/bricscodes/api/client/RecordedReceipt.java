package org.bricscodes.api.client;

/**
 * One event that was recorded.
 *
 * @param eventID its own, or the one the service gave it
 * @param event as the service answered it
 */
public record RecordedReceipt(String eventID, String event) {}
