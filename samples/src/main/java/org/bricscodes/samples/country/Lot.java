package org.bricscodes.samples.country;

import java.util.ArrayList;
import java.util.List;

/**
 * A lot and all that is reported of it.
 *
 * @param number counted from 0
 * @param harvests Digital Links of the lots it was made of
 * @param serials of its packs, in the order of issue
 */
public record Lot(
    long number,
    String gtin,
    String lotNumber,
    List<String> harvests,
    List<String> serials,
    List<CountryDocument> documents) {

  /** What stands on a pack, without the host: {@code /01/…/10/…/21/…}. */
  public String pack(int place) {
    return "/01/" + gtin + "/10/" + lotNumber + "/21/" + serials.get(place);
  }

  /** How many events its documents hold. */
  public int events() {
    return documents.stream().mapToInt(CountryDocument::events).sum();
  }

  /** Every so many-th pack. */
  public List<String> everyPack(int step) {
    List<String> some = new ArrayList<>();
    for (int i = (int) (number % step); i < serials.size(); i += step) {
      some.add(pack(i));
    }
    return some;
  }
}
