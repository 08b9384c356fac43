package org.bricscodes.query;

import java.text.Normalizer;
import java.time.Instant;
import java.util.Optional;
import org.bricscodes.epcis.EventQuery;
import org.bricscodes.epcis.Fault;

/**
 * A query kept under a name (EPCIS 2.0 §8.2.6): a view on the events, which everyone sees through
 * their own eyes.
 *
 * @param owner the party that made it
 * @param createdAt cut to milliseconds
 * @param text the query object as it was sent, JSON
 * @param query what the text means
 */
public record NamedQuery(
    String name, String owner, Instant createdAt, String text, EventQuery query) {

  /** What ad-hoc queries are called in answers; no query may take the name. */
  public static final String AD_HOC = "SimpleEventQuery";

  /** Characters of a name, at most. */
  public static final int MAX_NAME = 100;

  /** What is wrong with a name: it stands in addresses, and people read it out. */
  public static Optional<Fault> nameFault(String name) {
    if (name.equals(AD_HOC)) {
      return fault("is the name of ad-hoc queries", "choose another");
    }
    int length = name.codePointCount(0, name.length());
    boolean lettered = !name.isEmpty() && Character.isLetterOrDigit(name.codePointAt(0));
    if (length > MAX_NAME
        || !lettered
        || !name.codePoints().allMatch(NamedQuery::isOfAName)
        || !Normalizer.isNormalized(name, Normalizer.Form.NFC)) {
      return fault(
          "is not a name of a query",
          "take 1 to "
              + MAX_NAME
              + " letters, digits, hyphens, dots, underscores, colons or tildes, a letter or digit"
              + " first, in Unicode form NFC");
    }
    return Optional.empty();
  }

  private static boolean isOfAName(int c) {
    return Character.isLetterOrDigit(c)
        || "-._~:".indexOf(c) >= 0
        || (Character.getType(c) == Character.NON_SPACING_MARK)
        || (Character.getType(c) == Character.COMBINING_SPACING_MARK);
  }

  private static Optional<Fault> fault(String message, String remedy) {
    return Optional.of(new Fault(Fault.DOCUMENT, "/name", message, remedy));
  }
}
