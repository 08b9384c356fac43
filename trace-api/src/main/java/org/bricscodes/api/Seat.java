package org.bricscodes.api;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bricscodes.store.cassandra.Holder;
import org.bricscodes.store.cassandra.Part;
import org.jspecify.annotations.Nullable;

/**
 * Where a node's log is just now.
 *
 * @param number of its writer, 1 or more
 * @param held whether somebody has it who did not give it back
 * @param address of who has it; empty if nobody has
 */
record Seat(int number, String name, boolean held, String address) {

  /**
   * The seats of all logs that have a number.
   *
   * @param numbers by name
   */
  static List<Seat> of(List<Holder> holders, Map<String, Integer> numbers) {
    List<Seat> seats = new ArrayList<>();
    for (Holder holder : holders) {
      Optional<String> name = holder.part().log();
      Integer number = name.map(numbers::get).orElse(null);
      if (number != null) {
        seats.add(new Seat(number, name.get(), holder.held(), holder.address()));
      }
    }
    return seats;
  }

  /** How to reach the node that writes the service; null if nobody does, or says how. */
  static @Nullable URI writer(List<Holder> holders) {
    return holders.stream()
        .filter(holder -> holder.part().equals(Part.SERVICE))
        .filter(holder -> holder.held() && !holder.address().isEmpty())
        .findFirst()
        .map(holder -> URI.create(holder.address()))
        .orElse(null);
  }
}
