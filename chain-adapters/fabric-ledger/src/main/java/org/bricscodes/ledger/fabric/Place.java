package org.bricscodes.ledger.fabric;

import java.util.List;
import org.bricscodes.ledger.Anchor;
import org.bricscodes.ledger.Content;
import org.bricscodes.ledger.EventRecord;

/**
 * Where a content that is kept for ever stands in the chaincode's state.
 *
 * @param kind {@code anchor} or {@code event}
 * @param number the checkpoint's size, or the event's index
 */
record Place(String kind, String writer, String origin, long number) {

  /**
   * @throws IllegalArgumentException if contents of this kind are not kept so
   */
  static Place of(String writer, Content content) {
    return switch (content) {
      case Anchor anchor ->
          new Place("anchor", writer, anchor.checkpoint().origin(), anchor.checkpoint().size());
      case EventRecord event -> new Place("event", writer, event.origin(), event.index());
      default -> throw new IllegalArgumentException("there is no record of " + content);
    };
  }

  /** What {@code standing} is called with. */
  List<String> arguments() {
    return List.of(kind, writer, origin, Long.toString(number));
  }

  /** The composite key, as the chaincode's shim makes it. */
  String key() {
    StringBuilder key = new StringBuilder("\0");
    arguments().forEach(part -> key.append(part).append('\0'));
    return key.toString();
  }
}
