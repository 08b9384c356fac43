package org.bricscodes.provenance;

/** An event of a bundle as the file gives it, unchecked. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RawEvent(
    long index,
    String party,
    String recordTime,
    String hash,
    String context,
    String event,
    byte[] salt) {}
