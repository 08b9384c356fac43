package org.bricscodes.epcis;

/** The party or place a transfer starts from. */
public record Source(UriRef type, UriRef source) {}
