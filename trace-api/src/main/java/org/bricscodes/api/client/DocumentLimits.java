package org.bricscodes.api.client;

/** What one captured document may be at most. */
public record DocumentLimits(int maxEvents, long maxBytes) {}
