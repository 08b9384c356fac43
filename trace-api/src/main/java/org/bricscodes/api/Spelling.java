package org.bricscodes.api;

import java.util.List;
import java.util.Optional;
import org.bricscodes.codes.Serial;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.gs1.Element;
import org.bricscodes.provenance.Provenance;

/**
 * Links whose serial is one of ours in lower case, as some scanners and many people send them. They
 * are answered as the link that was issued, so that one item is not two. Serials of others keep
 * their case: theirs may differ by it.
 */
final class Spelling {

  private Spelling() {}

  /** The link as it was issued, by what checking it found; itself if it is no other's spelling. */
  static DigitalLink issued(DigitalLink asked, Provenance found) {
    Optional<DigitalLink> upper = upper(asked);
    return upper.isPresent() && found.code().endsWith("/21/" + upper.get().serial().orElseThrow())
        ? upper.get()
        : asked;
  }

  /**
   * The link as it would be if its serial were ours; empty if it is spelled so already, or cannot
   * be ours.
   */
  static Optional<DigitalLink> upper(DigitalLink asked) {
    String serial = asked.serial().orElse("");
    if (serial.length() != Serial.LENGTH) {
      return Optional.empty();
    }
    try {
      String ours = Serial.parseScanned(serial).text();
      return ours.equals(serial) ? Optional.empty() : Optional.of(with(asked, ours));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** The link with another serial. */
  static DigitalLink with(DigitalLink link, String serial) {
    List<Element> qualifiers =
        link.qualifiers().stream()
            .map(q -> q.ai().equals("21") ? new Element("21", serial) : q)
            .toList();
    return new DigitalLink(link.base(), link.key(), qualifiers, link.parameters());
  }
}
