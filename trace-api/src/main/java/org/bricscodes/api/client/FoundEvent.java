package org.bricscodes.api.client;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bricscodes.epcis.EpcisEvent;
import org.bricscodes.epcis.EpcisJson;
import org.bricscodes.epcis.EpcisLimits;
import org.bricscodes.epcis.ParsedDocument;

/**
 * One event of an answer.
 *
 * @param json as the service sent it, without the {@code @context} of its document
 * @param context the {@code @context} that says what its names mean
 */
public record FoundEvent(EpcisEvent event, String json, String context) {

  /** Larger than what can be captured, because an answer adds to it. */
  private static final EpcisJson READER =
      new EpcisJson(new EpcisLimits(Wire.MAX_ANSWER_BYTES, 10_000, 100_000, 1 << 20, 100, 1));

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
  static List<FoundEvent> all(byte[] document) {
    ParsedDocument parsed = READER.parse(document);
    if (!parsed.isSound()) {
      throw new ApiFailure.Unreadable(
          "the answer is no sound EPCIS document: " + parsed.faults().getFirst());
    }
    return parsed.events().stream()
        .map(each -> new FoundEvent(each.event(), text(each.bytes()), text(each.context())))
        .toList();
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
