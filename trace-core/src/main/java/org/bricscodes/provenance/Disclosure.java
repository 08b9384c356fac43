package org.bricscodes.provenance;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bricscodes.capture.EventTree;
import org.bricscodes.epcis.BizTransaction;
import org.bricscodes.epcis.Destination;
import org.bricscodes.epcis.EpcisEvent;
import org.bricscodes.epcis.EventFields;
import org.bricscodes.epcis.EventPieces;
import org.bricscodes.epcis.QuantityElement;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.epcis.Source;
import org.bricscodes.epcis.UriRef;
import org.bricscodes.tlog.Digest;
import org.bricscodes.tlog.Salt;
import org.bricscodes.tlog.SaltedTree;
import org.jspecify.annotations.Nullable;

/**
 * What is shown of an event to who may not see all of it. Closed by default: what no rule names is
 * withheld. A rule is
 *
 * <ul>
 *   <li>the name of a member, as the event spells it: {@code readPoint}, {@code example:grade};
 *   <li>that and the name of a member inside it or inside its items: {@code readPoint/id}, {@code
 *       quantityList/quantity};
 *   <li>a member and, in brackets, the type of those of its items that are shown: {@code
 *       bizTransactionList[cert]}.
 * </ul>
 *
 * <p>Always shown are what an event cannot be told without (its type, times, action and parent, the
 * declaration that it was in error), and the identifiers that tie it to the code it is shown for:
 * those followed from the item, never the others beside them; that a list of identifiers is empty.
 * Of a quantity more than its class is shown only where the class is. Never shown is an event hash,
 * be it as eventID: whoever has it can guess at what else the event says.
 */
public record Disclosure(Set<String> rules) {

  /**
   * What the public sees, and the page of a code tells: what happened, where, what was measured,
   * tested and certified. Not who sold what to whom, on what terms and how much of it.
   */
  public static final Disclosure PUBLIC =
      new Disclosure(
          Set.of(
              "eventID",
              "bizStep",
              "disposition",
              "persistentDisposition",
              "readPoint/id",
              "bizLocation/id",
              "certificationInfo",
              "bizTransactionList[testres]",
              "bizTransactionList[cert]",
              "sensorElementList",
              "errorDeclaration/reason"));

  private static final Map<String, Function<EpcisEvent, List<UriRef>>> ITEMS =
      Map.of(
          "epcList", EpcisEvent::epcList,
          "childEPCs", EpcisEvent::childEPCs,
          "inputEPCList", EpcisEvent::inputEPCList,
          "outputEPCList", EpcisEvent::outputEPCList);

  private static final Map<String, Function<EpcisEvent, List<QuantityElement>>> QUANTITIES =
      Map.of(
          "quantityList", EpcisEvent::quantityList,
          "childQuantityList", EpcisEvent::childQuantityList,
          "inputQuantityList", EpcisEvent::inputQuantityList,
          "outputQuantityList", EpcisEvent::outputQuantityList);

  private static final String CLASS = "epcClass";
  private static final String HASH = "\"ni:";

  /** With the white space a sender may put into it. */
  private static final Pattern EMPTY = Pattern.compile("\\[[ \\t\\n\\r]*]");

  /** Types of CBV, which rules name by their last word; others have to be named whole. */
  private static final Pattern CBV_TYPE =
      Pattern.compile("https://ref\\.gs1\\.org/cbv/(?:BTT|SDT)-(.+)");

  private static final Pattern NUMBER = Pattern.compile("[0-9]+");

  public Disclosure {
    rules = Set.copyOf(rules);
  }

  /** The same, and what further rules show. */
  public Disclosure and(Set<String> more) {
    Set<String> all = new HashSet<>(rules);
    all.addAll(more);
    return new Disclosure(all);
  }

  /** Whether a document that an event names is shown. */
  boolean shows(BizTransaction document) {
    UriRef type = document.type();
    return rules.contains("bizTransactionList")
        || (type != null && rules.contains("bizTransactionList[" + word(type) + "]"));
  }

  /** Whether the certificates that an event names are shown. */
  boolean showsCertificates() {
    return rules.contains("certificationInfo");
  }

  /**
   * What is shown of an event.
   *
   * @param recorded of log entry version 2
   * @param subjects the identifiers that tie it to the code it is shown for, canonical
   */
  EventPart of(RecordedEvent recorded, EpcisEvent event, Set<String> subjects) {
    EventPieces cut = EventPieces.of(recorded.event());
    SaltedTree tree =
        SaltedTree.of(
            Salt.of(recorded.salt()),
            EventTree.contents(cut, recorded.event(), recorded.eventHash()));
    List<EventPart.Piece> all = new ArrayList<>();
    for (EventPieces.Piece piece : cut.pieces()) {
      int leaf = all.size() + 1;
      String value = new String(piece.value(), StandardCharsets.UTF_8);
      all.add(new EventPart.Piece(leaf, piece.pointer(), value, tree.salt(leaf)));
    }
    List<EventPart.Piece> shown = kept(all, event, subjects);
    return new EventPart(cut.members(), shown, tree.nodes(leaves(shown)));
  }

  /**
   * What is shown of a part.
   *
   * @param event what the part says
   */
  EventPart of(EventPart part, int leaves, EpcisEvent event, Set<String> subjects) {
    List<EventPart.Piece> shown = kept(part.pieces(), event, subjects);
    List<Digest> hashes =
        part.pieces().stream()
            .map(
                piece ->
                    SaltedTree.leafHash(
                        piece.salt(),
                        EventTree.content(
                            piece.pointer(), piece.value().getBytes(StandardCharsets.UTF_8))))
            .toList();
    List<Digest> nodes =
        SaltedTree.nodes(
            leaves, List.copyOf(leaves(part.pieces())), hashes, part.nodes(), leaves(shown));
    return new EventPart(part.members(), shown, nodes);
  }

  private static SortedSet<Integer> leaves(List<EventPart.Piece> pieces) {
    SortedSet<Integer> leaves = new TreeSet<>();
    pieces.forEach(piece -> leaves.add((int) piece.at()));
    return leaves;
  }

  private List<EventPart.Piece> kept(
      List<EventPart.Piece> pieces, EpcisEvent event, Set<String> subjects) {
    // Which item of the event's list a pointer leads to: of a part, items close ranks.
    Map<String, Integer> ranks = new HashMap<>();
    Map<String, Integer> counts = new HashMap<>();
    List<EventPart.Piece> kept = new ArrayList<>();
    for (EventPart.Piece piece : pieces) {
      String[] steps = piece.pointer().substring(1).split("/", -1);
      int rank = -1;
      if (steps.length > 1 && NUMBER.matcher(steps[1]).matches()) {
        rank =
            ranks.computeIfAbsent(
                steps[0] + "/" + steps[1], _ -> counts.merge(steps[0], 1, Integer::sum) - 1);
      }
      if (keeps(event, subjects, piece, steps, rank)) {
        kept.add(piece);
      }
    }
    return kept;
  }

  private boolean keeps(
      EpcisEvent event, Set<String> subjects, EventPart.Piece piece, String[] steps, int rank) {
    String name = piece.member();
    if (couldBeHash(piece.value(), name)) {
      return false;
    }
    if (EventShape.WHOLE.contains(name)) {
      return true;
    }
    if (name.equals(EventShape.WITHDRAWN)
        && (steps.length == 1 || steps[1].equals("declarationTime"))) {
      return true;
    }
    if (EMPTY.matcher(piece.value()).matches()
        && (ITEMS.containsKey(name) || QUANTITIES.containsKey(name))) {
      return true;
    }
    Function<EpcisEvent, List<UriRef>> items = ITEMS.get(name);
    if (items != null) {
      UriRef item = at(items.apply(event), rank);
      return rules.contains(name) || (item != null && subjects.contains(item.canonical()));
    }
    Function<EpcisEvent, List<QuantityElement>> quantities = QUANTITIES.get(name);
    if (quantities != null) {
      QuantityElement element = at(quantities.apply(event), rank);
      boolean named =
          isNamed(new String[] {name, CLASS})
              || (element != null && subjects.contains(element.epcClass().canonical()));
      return named && (steps[steps.length - 1].equals(CLASS) || isNamed(steps));
    }
    return isNamed(steps) || isOfShownType(event, name, rank);
  }

  /** Whether a text is an event hash, or is one that only decoding would tell from one. */
  private static boolean couldBeHash(String value, String member) {
    boolean ofEvents = member.equals("eventID") || member.equals(EventShape.WITHDRAWN);
    return value.regionMatches(true, 0, HASH, 0, HASH.length())
        || (ofEvents && value.indexOf('\\') >= 0);
  }

  /** Whether a rule names the member, or one inside it, that these steps lead to or through. */
  private boolean isNamed(String[] steps) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < steps.length; i++) {
      if (i == 0 || !NUMBER.matcher(steps[i]).matches()) {
        path.append(i == 0 ? "" : "/").append(EventPart.Piece.decoded(steps[i]));
        if (rules.contains(path.toString())) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean isOfShownType(EpcisEvent event, String name, int rank) {
    EventFields common = event.common();
    UriRef type =
        switch (name) {
          case "bizTransactionList" ->
              type(common.bizTransactionList(), rank, BizTransaction::type);
          case "sourceList" -> type(common.sourceList(), rank, Source::type);
          case "destinationList" -> type(common.destinationList(), rank, Destination::type);
          case String _ -> null;
        };
    return type != null && rules.contains(name + "[" + word(type) + "]");
  }

  private static String word(UriRef type) {
    Matcher known = CBV_TYPE.matcher(type.canonical());
    return known.matches() ? known.group(1) : type.canonical();
  }

  private static <T> @Nullable UriRef type(
      List<T> items, int rank, Function<T, @Nullable UriRef> type) {
    T item = at(items, rank);
    return item == null ? null : type.apply(item);
  }

  private static <T> @Nullable T at(List<T> items, int rank) {
    return rank >= 0 && rank < items.size() ? items.get(rank) : null;
  }
}
