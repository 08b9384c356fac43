package org.bricscodes.epcis;

/** The party or place a transfer ends at. */
public record Destination(UriRef type, UriRef destination) {}
