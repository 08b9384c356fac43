package org.bricscodes.samples.country;

import java.util.List;
import java.util.Locale;

/**
 * Somebody who sends events: a pure function of trade and number.
 *
 * @param company in the country's range of company prefixes
 */
public record Party(Trade trade, int number, int company, String name, Town town) {

  private static final String ID = "https://id.gs1.org/";
  private static final List<String> HILLS =
      List.of(
          "Cloud", "Jade", "Stone", "Crane", "Pine", "River", "Orchid", "Tiger", "Heron", "Amber");

  /** One of the country's. */
  public static Party of(Trade trade, int number) {
    List<Town> towns =
        switch (trade) {
          case GROWER, FACTORY, LABORATORY -> Town.INLAND;
          case FORWARDER, CARRIER -> Town.PORTS;
          case IMPORTER, SHOP -> Town.ABROAD;
        };
    Town town = towns.get(number % towns.size());
    String kind =
        switch (trade) {
          case GROWER -> "Growers";
          case FACTORY -> "Works";
          case LABORATORY -> "Testing Laboratory";
          case FORWARDER -> "Forwarding";
          case CARRIER -> "Line";
          case IMPORTER -> "Imports";
          case SHOP -> "Grocer";
        };
    String hill = HILLS.get(number / towns.size() % HILLS.size());
    String name = "%s %s %s %d".formatted(town.name(), hill, kind, number);
    return new Party(trade, number, trade.company(number), name, town);
  }

  /** What the service knows it by. */
  public String uri() {
    return ID + "417/" + Digits.gln(company, 0);
  }

  /** Where it works. */
  String site() {
    return ID + "414/" + Digits.gln(company, 1);
  }

  /** A spot of its site, such as a packing line. */
  String spot(String extension) {
    return site() + "/254/" + extension;
  }

  String gtin(int item) {
    return Digits.gtin(company, item);
  }

  String unit(long number) {
    return ID + "00/" + Digits.sscc(company, number);
  }

  /** One of its papers. */
  String paper(String number) {
    return "urn:epcglobal:cbv:bt:" + Digits.gln(company, 1) + ":" + number;
  }

  /** What the first of its documents says of its site. */
  String siteElement() {
    return """
    {"id":"%s","attributes":[{"id":"cbvmda:name","attribute":"%s"},\
    {"id":"cbvmda:city","attribute":"%s"},{"id":"cbvmda:countryCode","attribute":"%s"},\
    {"id":"cbvmda:latitude","attribute":"%s"},{"id":"cbvmda:longitude","attribute":"%s"}]}\
    """
        .formatted(
            site(),
            name,
            town.name(),
            town.country(),
            shifted(town.latitude(), 7),
            shifted(town.longitude(), 11));
  }

  /** Not all in the market square. */
  private String shifted(double degrees, int step) {
    double away = (company * step % 97 - 48) / 400.0;
    return String.format(Locale.ROOT, "%.4f", degrees + away);
  }
}
