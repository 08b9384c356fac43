package org.bricscodes.api.client;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bricscodes.epcis.EpcisEvent;
import org.bricscodes.epcis.EpcisJson;
import org.bricscodes.epcis.EpcisLimits;
import org.bricscodes.epcis.EpcisXml;
import org.bricscodes.epcis.ParsedDocument;

/**
 * One event of an answer.
 *
 * @param json as the service sent it, without the {@code @context} of its document; of an event in
 *     XML its equivalent
 * @param context the {@code @context} that says what its names mean
 */
public record FoundEvent(EpcisEvent event, String json, String context) {

  /** Larger than what can be captured, because an answer adds to it. */
  private static final EpcisLimits LIMITS =
      new EpcisLimits(Wire.MAX_ANSWER_BYTES, 10_000, 100_000, 1 << 20, 100, 1);

  private static final EpcisJson JSON = new EpcisJson(LIMITS);
  private static final EpcisXml XML = new EpcisXml(LIMITS);

  /** The event as it was sent. */
  @Override
  public String toString() {
    return json;
  }

  /**
   * The events of a document.
   *
   * @throws ApiFailure.Unreadable if it is no sound EPCIS document
   */
  static List<FoundEvent> all(byte[] document, EventForm form) {
    ParsedDocument parsed = parse(document, form);
    if (!parsed.isSound()) {
      throw new ApiFailure.Unreadable(
          "the answer is no sound EPCIS document: " + parsed.faults().getFirst());
    }
    return parsed.events().stream()
        .map(each -> new FoundEvent(each.event(), text(each.bytes()), text(each.context())))
        .toList();
  }

  static ParsedDocument parse(byte[] document, EventForm form) {
    return switch (form) {
      case JSON -> JSON.parse(document);
      case XML -> XML.parse(document);
    };
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
