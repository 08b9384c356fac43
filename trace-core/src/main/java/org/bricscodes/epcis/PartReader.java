package org.bricscodes.epcis;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the small objects inside an event. */
final class PartReader {

  private static final Set<String> PLACE_KEYS = Set.of("id");
  private static final Set<String> DECLARATION_KEYS =
      Set.of("declarationTime", "reason", "correctiveEventIDs");

  private final Cursor cursor;
  private final NameReader names;
  private final ExtensionReader extensions;

  PartReader(Cursor cursor, NameReader names, ExtensionReader extensions) {
    this.cursor = cursor;
    this.names = names;
    this.extensions = extensions;
  }

  @Nullable Place place() throws IOException {
    if (!cursor.entersObject("an object with an id")) {
      return null;
    }
    UriRef id = null;
    int seen = 0;
    List<Extension> found = new ArrayList<>(0);
    for (String key = cursor.nextName(); key != null; key = cursor.nextName()) {
      if (!key.equals("id")) {
        extensions.member(key, found, PLACE_KEYS);
      } else if (seen++ > 0) {
        cursor.duplicate();
      } else {
        cursor.parser.nextToken();
        id = names.identifier();
      }
    }
    if (seen == 0) {
      cursor.fault("the place has no id", "add \"id\" with the URI of the place");
    }
    return id == null ? null : new Place(id, found);
  }

  List<QuantityElement> quantities() throws IOException {
    List<QuantityElement> items = new ArrayList<>();
    if (!cursor.entersArray("an array of quantity elements")) {
      return items;
    }
    while (cursor.nextItem(items)) {
      QuantityElement item = quantity();
      if (item != null) {
        items.add(item);
      }
    }
    return items;
  }

  private @Nullable QuantityElement quantity() throws IOException {
    if (!cursor.entersObject("an object with epcClass and quantity")) {
      return null;
    }
    UriRef epcClass = null;
    BigDecimal quantity = null;
    String uom = null;
    int seen = 0;
    for (String key = cursor.nextName(); key != null; key = cursor.nextName()) {
      int bit =
          switch (key) {
            case "epcClass" -> 1;
            case "quantity" -> 2;
            case "uom" -> 4;
            default -> 0;
          };
      if (!accept(key, bit, seen, "epcClass, quantity and uom")) {
        continue;
      }
      seen |= bit;
      cursor.parser.nextToken();
      if (bit == 1) {
        epcClass = names.identifier();
      } else if (bit == 2) {
        quantity = amount();
      } else {
        uom = unitCode(cursor);
      }
    }
    require((seen & 1) != 0, "epcClass");
    return epcClass == null ? null : new QuantityElement(epcClass, quantity, uom);
  }

  private @Nullable BigDecimal amount() throws IOException {
    BigDecimal amount = cursor.decimal();
    if (amount != null && amount.signum() < 0) {
      cursor.fault("the quantity " + amount + " is negative", "write zero or more");
      return null;
    }
    return amount;
  }

  /** The code of a unit that exists. */
  static @Nullable String unitCode(Cursor cursor) throws IOException {
    String text = cursor.text("a unit code as a string");
    if (text == null || UnitCode.of(text) != null) {
      return text;
    }
    String meant = UnitCode.nearest(text);
    cursor.fault(
        Fault.quote(text) + " is not a unit code",
        (meant == null ? "" : "did you mean " + meant + "? ")
            + "write a code of UN/ECE Recommendation 20, such as KGM");
    return null;
  }

  /** Whether a key of a closed object is to be read; otherwise it has been reported and skipped. */
  private boolean accept(String key, int bit, int seen, String allowed) throws IOException {
    if (bit == 0) {
      cursor.fault(Fault.quote(key) + " does not belong here", "only " + allowed + " do");
      cursor.parser.nextToken();
      cursor.skip();
      return false;
    }
    if ((seen & bit) != 0) {
      cursor.duplicate();
      return false;
    }
    return true;
  }

  private void require(boolean isThere, String key) {
    if (!isThere) {
      cursor.fault(key + " is missing", "add \"" + key + "\"");
    }
  }

  /** A typed link: a vocabulary value and an identifier under a key of its own. */
  private record Link(@Nullable UriRef type, UriRef value) {}

  private List<Link> links(String key, Vocabulary vocabulary) throws IOException {
    List<Link> items = new ArrayList<>();
    if (!cursor.entersArray("an array of objects with type and " + key)) {
      return items;
    }
    while (cursor.nextItem(items)) {
      Link item = link(key, vocabulary);
      if (item != null) {
        items.add(item);
      }
    }
    return items;
  }

  private @Nullable Link link(String own, Vocabulary vocabulary) throws IOException {
    if (!cursor.entersObject("an object with type and " + own)) {
      return null;
    }
    UriRef type = null;
    UriRef value = null;
    int seen = 0;
    for (String key = cursor.nextName(); key != null; key = cursor.nextName()) {
      int bit = key.equals("type") ? 1 : key.equals(own) ? 2 : 0;
      if (!accept(key, bit, seen, "type and " + own)) {
        continue;
      }
      seen |= bit;
      cursor.parser.nextToken();
      if (bit == 1) {
        type = names.word(vocabulary);
      } else {
        value = names.identifier();
      }
    }
    boolean needsType = vocabulary == Vocabulary.SOURCE_DESTINATION;
    require((seen & 1) != 0 || !needsType, "type");
    require((seen & 2) != 0, own);
    return value == null || (needsType && type == null) ? null : new Link(type, value);
  }

  List<BizTransaction> bizTransactions() throws IOException {
    List<BizTransaction> items = new ArrayList<>();
    for (Link link : links("bizTransaction", Vocabulary.BIZ_TRANSACTION)) {
      items.add(new BizTransaction(link.type, link.value));
    }
    return items;
  }

  List<Source> sources() throws IOException {
    List<Source> items = new ArrayList<>();
    for (Link link : links("source", Vocabulary.SOURCE_DESTINATION)) {
      if (link.type != null) {
        items.add(new Source(link.type, link.value));
      }
    }
    return items;
  }

  List<Destination> destinations() throws IOException {
    List<Destination> items = new ArrayList<>();
    for (Link link : links("destination", Vocabulary.SOURCE_DESTINATION)) {
      if (link.type != null) {
        items.add(new Destination(link.type, link.value));
      }
    }
    return items;
  }

  @Nullable PersistentDisposition persistentDisposition() throws IOException {
    if (!cursor.entersObject("an object with set or unset")) {
      return null;
    }
    List<UriRef> set = List.of();
    List<UriRef> unset = List.of();
    int seen = 0;
    for (String key = cursor.nextName(); key != null; key = cursor.nextName()) {
      int bit = key.equals("set") ? 1 : key.equals("unset") ? 2 : 0;
      if (!accept(key, bit, seen, "set and unset")) {
        continue;
      }
      seen |= bit;
      cursor.parser.nextToken();
      if (bit == 1) {
        set = names.uniqueWords(Vocabulary.DISPOSITION);
      } else {
        unset = names.uniqueWords(Vocabulary.DISPOSITION);
      }
    }
    if (seen == 0) {
      cursor.fault("neither set nor unset is there", "add at least one of them");
    }
    return new PersistentDisposition(set, unset);
  }

  @Nullable ErrorDeclaration errorDeclaration() throws IOException {
    if (!cursor.entersObject("an object with declarationTime")) {
      return null;
    }
    Instant time = null;
    UriRef reason = null;
    List<String> corrective = List.of();
    List<Extension> found = new ArrayList<>(0);
    int seen = 0;
    for (String key = cursor.nextName(); key != null; key = cursor.nextName()) {
      int bit =
          switch (key) {
            case "declarationTime" -> 1;
            case "reason" -> 2;
            case "correctiveEventIDs" -> 4;
            default -> 0;
          };
      if (bit == 0) {
        extensions.member(key, found, DECLARATION_KEYS);
        continue;
      }
      if (!accept(key, bit, seen, "")) {
        continue;
      }
      seen |= bit;
      cursor.parser.nextToken();
      if (bit == 1) {
        time = cursor.time();
      } else if (bit == 2) {
        reason = names.word(Vocabulary.ERROR_REASON);
      } else {
        corrective = uris();
      }
    }
    require((seen & 1) != 0, "declarationTime");
    return time == null ? null : new ErrorDeclaration(time, reason, corrective, found);
  }

  /** An array of URIs kept as written. */
  List<String> uris() throws IOException {
    List<String> items = new ArrayList<>();
    if (!cursor.entersArray("an array of URIs")) {
      return items;
    }
    while (cursor.nextItem(items)) {
      String item = cursor.uri();
      if (item != null) {
        items.add(item);
      }
    }
    return items;
  }
}
