package org.bricscodes.provenance;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which members an event has, and of how many pieces each: a line for each, the number, a space,
 * the name. Known of every event of which some pieces are shown.
 */
final class EventShape {

  /** What may not be withheld of any event that has it: what it is, and what its names mean. */
  static final Set<String> WHOLE =
      Set.of("@context", "type", "eventTime", "eventTimeZoneOffset", "action", "parentID");

  /** A withdrawn event must not look like one that stands. */
  static final String WITHDRAWN = "errorDeclaration";

  private static final Pattern LINE = Pattern.compile("[1-9][0-9]{0,8} [^\"\\\\\\x00-\\x1f]+");

  private final List<String> names = new ArrayList<>();
  private final List<Integer> counts = new ArrayList<>();
  private long pieces;

  private EventShape() {}

  static EventShape parse(String members, String at) throws BundleFault {
    EventShape shape = new EventShape();
    Set<String> known = new HashSet<>();
    String[] lines = members.split("\n", -1);
    boolean sound = lines[lines.length - 1].isEmpty();
    for (int i = 0; i < lines.length - 1; i++) {
      int space = lines[i].indexOf(' ');
      sound = sound && LINE.matcher(lines[i]).matches() && known.add(lines[i].substring(space + 1));
      if (!sound) {
        break;
      }
      shape.names.add(lines[i].substring(space + 1));
      shape.counts.add(Integer.valueOf(lines[i].substring(0, space)));
      shape.pieces += shape.counts.getLast();
    }
    if (!sound) {
      throw BundleFault.unproven(at, "must be lines of a number, a space and a name, each once");
    }
    if (shape.pieces >= Integer.MAX_VALUE) {
      throw BundleFault.unproven(at, "counts more pieces than an event can have");
    }
    return shape;
  }

  /** Leaves of the event's tree: its pieces, and the one of the whole. */
  int leaves() {
    return (int) pieces + 1;
  }

  /** Goes along the members with pieces that come in their order. */
  final class Walk {

    private int member = -1;
    private long end;

    /** The member that the piece of a leaf is in, which is not before the last one asked for. */
    String memberOf(long leaf) {
      while (leaf > end) {
        member++;
        end += counts.get(member);
      }
      return names.get(member);
    }
  }

  /** Of each member, in their order, how many pieces are not among these. */
  Withheld withheld(List<EventPart.Piece> shown) {
    SequencedMap<String, Integer> hidden = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      hidden.put(names.get(i), counts.get(i));
    }
    shown.forEach(piece -> hidden.merge(piece.member(), -1, Integer::sum));
    hidden.values().removeIf(count -> count == 0);
    return new Withheld((int) pieces, hidden);
  }

  /** The first member of which more is withheld than may be; empty if there is none. */
  String lacking(Withheld withheld) {
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      int hidden = withheld.members().getOrDefault(name, 0);
      if ((WHOLE.contains(name) && hidden > 0)
          || (name.equals(WITHDRAWN) && hidden == counts.get(i))) {
        return name;
      }
    }
    return "";
  }
}
