package org.bricscodes.samples.country;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Who handles one lot, drawn from the country.
 *
 * @param growers two, each of whom brings a harvest
 */
record Chain(
    List<Party> growers,
    Party factory,
    Party laboratory,
    Party forwarder,
    Party carrier,
    Party importer,
    List<Party> shops) {

  static Chain draw(SplittableRandom random, int shops) {
    Party importer = any(Trade.IMPORTER, random);
    return new Chain(
        List.of(any(Trade.GROWER, random), any(Trade.GROWER, random)),
        any(Trade.FACTORY, random),
        any(Trade.LABORATORY, random),
        any(Trade.FORWARDER, random),
        any(Trade.CARRIER, random),
        importer,
        shopsIn(importer.town(), shops, random));
  }

  private static Party any(Trade trade, SplittableRandom random) {
    return Party.of(trade, random.nextInt(trade.parties()));
  }

  /** Shops of the importer's town, none twice. */
  private static List<Party> shopsIn(Town town, int count, SplittableRandom random) {
    int towns = Town.ABROAD.size();
    int inTown = Trade.SHOP.parties() / towns;
    int first = random.nextInt(inTown);
    List<Party> shops = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int place = (first + i) % inTown;
      shops.add(Party.of(Trade.SHOP, place * towns + Town.ABROAD.indexOf(town)));
    }
    return shops;
  }
}
