package org.bricscodes.epcis;

import java.util.List;

/**
 * The strict EPCIS 2.0 JSON-LD reader (EPCIS 2.0 §9). It takes an {@code EPCISDocument}, an {@code
 * EPCISQueryDocument} or a single event that carries its own {@code @context}, and either accepts
 * an event or names every fault in it. It never throws on bad input, never loads a context from
 * anywhere, and needs memory in proportion to the input only.
 *
 * <p>Strictness is that of the EPCIS 2.0.1 JSON Schema with formats enforced, and the rules of the
 * standard a schema cannot express. Standard vocabulary values must be bare words, other values a
 * URI or a CURIE whose prefix the context declares.
 *
 * <p>Instances are immutable and may be used by many threads at once.
 */
public final class EpcisJson {

  private final EpcisLimits limits;

  public EpcisJson(EpcisLimits limits) {
    this.limits = limits;
  }

  /**
   * Reads a whole document.
   *
   * @param document UTF-8; not changed, not kept: the events hold copies of their own bytes
   */
  @SuppressWarnings("DoNotCallSuggester")
  public ParsedDocument parse(byte[] document) {
    throw new UnsupportedOperationException("not yet: " + limits);
  }

  /**
   * Reads one stored event back: the bytes and context of a {@link ParsedEvent} or {@link
   * RecordedEvent}.
   *
   * @throws IllegalArgumentException if the bytes are not a sound event, which for stored bytes
   *     means that they are not the ones stored; the message is the list of faults
   */
  @SuppressWarnings("DoNotCallSuggester")
  public EpcisEvent parseEvent(byte[] event, byte[] context) {
    throw new UnsupportedOperationException("not yet: " + List.of(event, context));
  }
}
