package org.bricscodes.provenance;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * What a bundle does not show of an event that it shows in part.
 *
 * @param pieces of the event; 0 if it is shown whole
 * @param members how many pieces are withheld of which, in the order of the text
 */
public record Withheld(int pieces, SequencedMap<String, Integer> members) {

  /** Of an event that is shown whole. */
  public static final Withheld NOTHING = new Withheld(0, new LinkedHashMap<>());

  public Withheld {
    members = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(members));
  }

  /** Whether the event is shown in part. */
  public boolean isPart() {
    return pieces > 0;
  }

  /** Whether something is withheld of a member. */
  boolean touches(String member) {
    return members.containsKey(member);
  }

  /** Pieces that are withheld. */
  public int hidden() {
    return members.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** {@code 9 of 12 pieces shown; withheld: 2 of bizTransactionList, 1 of epcList}. */
  public String words() {
    String shown = pieces - hidden() + " of " + pieces + " pieces shown";
    return members.isEmpty()
        ? shown
        : members.entrySet().stream()
            .map(member -> member.getValue() + " of " + member.getKey())
            .collect(Collectors.joining(", ", shown + "; withheld: ", ""));
  }
}
