package org.bricscodes.epcis;

/**
 * An event that passed every rule, and the bytes that said so. The arrays are not copied; callers
 * leave them alone.
 *
 * @param index of the event in its document
 * @param bytes exactly the received bytes of the event object, from its opening to its closing
 *     brace
 * @param context exactly the received bytes of the document's {@code @context} value (of the
 *     event's own, for a bare event); one array shared by events that have the same. For an event
 *     that came as XML, of the JSON-LD it is equivalent to, like {@code bytes}
 * @param place of the event in its document, as {@link Fault#pointer()} names places
 */
@SuppressWarnings("ArrayRecordComponent") // hot path, never compared
public record ParsedEvent(
    int index, EpcisEvent event, byte[] bytes, byte[] context, String place) {}
