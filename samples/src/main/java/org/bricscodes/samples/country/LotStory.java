package org.bricscodes.samples.country;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * One lot, from two harvests to the shops that sell it, as those concerned report it: some 25 steps
 * for a pack, without a stretch that nobody reports. What happens is drawn from the seed and the
 * lot's number alone, so any lot can be told without those before it.
 *
 * <p>Used by one thread, once.
 */
final class LotStory {

  private static final String ID = "https://id.gs1.org/";
  private static final int CASE_PACKS = 12;
  private static final int PALLET_CASES = 10;
  private static final int SHOP_CASES = 4;
  private static final int MAX_PALLETS = 12;
  private static final int UNITS_OF_A_LOT = 1_000;
  private static final int READINGS = 8;
  private static final Duration LOGGED_EVERY = Duration.ofDays(2);

  /** Lots begin within five months; half a year later all of it is sold. */
  private static final Instant SEASON = Instant.parse("2026-02-01T00:00:00Z");

  private static final int SEASON_MINUTES = 150 * 24 * 60;
  private static final List<String> GOODS =
      List.of("Oolong tea, 100 g", "Green coffee, 250 g", "Dried longan, 200 g", "Rice, 1 kg");

  private final long seed;
  private final long lot;
  private final Set<Party> introduced;
  private final Map<Party, Outbox> outboxes = new LinkedHashMap<>();
  private final Chain chain;
  private final int item;
  private final String lotNumber;
  private final String lotLink;
  private final Instant begin;
  private final String created;
  private final List<String> harvests = new ArrayList<>();
  private final List<String> cases = new ArrayList<>();
  private final List<String> pallets = new ArrayList<>();
  private final List<String> packs = new ArrayList<>();
  private final SplittableRandom random;
  private long events;

  /**
   * @param introduced parties whose place was told before; those of this lot are added
   */
  LotStory(long seed, long lot, Set<Party> introduced) {
    this.seed = seed;
    this.lot = lot;
    this.introduced = introduced;
    this.random = new SplittableRandom(mix(seed, lot));
    int palletCount = 4 + random.nextInt(MAX_PALLETS - 3);
    this.chain = Chain.draw(random, palletCount * PALLET_CASES / SHOP_CASES);
    this.item = random.nextInt(GOODS.size());
    this.lotNumber = "L" + Digits.pad(lot, 8);
    this.lotLink = ID + "01/" + gtin() + "/10/" + lotNumber;
    this.begin = SEASON.plus(Duration.ofMinutes(random.nextInt(SEASON_MINUTES)));
    this.created = after(60, 0).toString();
    for (int i = 0; i < palletCount; i++) {
      pallets.add(unit(MAX_PALLETS * PALLET_CASES + i));
    }
    for (int i = 0; i < palletCount * PALLET_CASES; i++) {
      cases.add(unit(i));
    }
  }

  /** The codes its packs need. */
  CodeOrder order() {
    String expiry = LocalDate.ofInstant(begin, ZoneOffset.UTC).plusYears(2).toString();
    return new CodeOrder(
        chain.factory(),
        gtin(),
        lotNumber,
        cases.size() * CASE_PACKS,
        expiry,
        chain.factory().site(),
        chain.factory().town().name() + " " + GOODS.get(item),
        "country-" + seed + "-" + lot);
  }

  /**
   * Tells it all.
   *
   * @param serials of the packs, as ordered
   */
  Lot tell(List<String> serials) {
    serials.forEach(serial -> packs.add(ID + "01/" + gtin() + "/21/" + serial));
    harvest();
    make();
    inspect();
    pack();
    stack();
    export();
    sail();
    land();
    deliver();
    List<CountryDocument> documents = new ArrayList<>();
    outboxes.values().forEach(box -> documents.addAll(box.documents(lot, documents.size())));
    return new Lot(lot, gtin(), lotNumber, List.copyOf(harvests), serials, documents);
  }

  private void harvest() {
    for (int i = 0; i < chain.growers().size(); i++) {
      Party grower = chain.growers().get(i);
      String raw = ID + "01/" + grower.gtin(1) + "/10/H" + Digits.pad(lot, 8) + i;
      harvests.add(raw);
      List<String> one = List.of(raw);
      int kilograms = cases.size() * (2 + random.nextInt(4));
      tell(
          grower,
          object(grower, after(0, i), "ADD")
              .step("creating_class_instance", "active")
              .at(grower.spot("PLOT" + (1 + random.nextInt(9))))
              .leftAt(grower.site())
              .kilograms("quantityList", one, kilograms)
              .raw("ilmd", "{\"cbvmda:lotNumber\":\"H%s%d\"}".formatted(Digits.pad(lot, 8), i)));
      tell(
          grower,
          object(grower, after(0, 8 + i), "OBSERVE")
              .step("shipping", "in_transit")
              .at(grower.site())
              .kilograms("quantityList", one, kilograms)
              .paper("desadv", grower.paper("D" + lot))
              .owners(grower, chain.factory()));
      tell(
          chain.factory(),
          object(chain.factory(), after(1, 2 + i), "OBSERVE")
              .step("receiving", "in_progress")
              .at(chain.factory().spot("GATE"))
              .leftAt(chain.factory().site())
              .kilograms("quantityList", one, kilograms)
              .paper("desadv", grower.paper("D" + lot)));
    }
  }

  private void make() {
    Party factory = chain.factory();
    tell(
        factory,
        event("TransformationEvent", factory, after(2, 6))
            .kilograms("inputQuantityList", harvests, cases.size())
            .pieces("outputQuantityList", List.of(lotLink), packs.size())
            .with("transformationID", "urn:uuid:" + uuid(~lot, 0))
            .step("creating_class_instance", "active")
            .at(factory.spot("LINE1"))
            .leftAt(factory.site()));
  }

  private void inspect() {
    Party laboratory = chain.laboratory();
    tell(
        laboratory,
        object(laboratory, after(3, 1), "OBSERVE")
            .step("inspecting", "conformant")
            .at(laboratory.site())
            .pieces("quantityList", List.of(lotLink), packs.size())
            .paper("testres", laboratory.paper("T" + lot))
            .with(
                "certificationInfo",
                "https://certificates.bricscodes.org/test-report/"
                    + laboratory.number()
                    + "-"
                    + lot)
            .raw(
                "trade:findings",
                "{\"trade:residuesScreened\":208,\"trade:residuesAboveLimit\":0,"
                    + "\"trade:moisturePercent\":%d.%d}"
                        .formatted(5 + random.nextInt(3), random.nextInt(1, 10))));
  }

  private void pack() {
    Party factory = chain.factory();
    String expiry = order().expiry();
    for (int i = 0; i < cases.size(); i++) {
      List<String> inside = inside(i);
      Instant time = after(3, 2).plusSeconds(90L * i);
      tell(
          factory,
          object(factory, time, "ADD")
              .step("commissioning", "active")
              .at(factory.spot("PACK"))
              .leftAt(factory.site())
              .list("epcList", inside)
              .raw(
                  "ilmd",
                  "{\"cbvmda:lotNumber\":\"%s\",\"cbvmda:itemExpirationDate\":\"%s\"}"
                      .formatted(lotNumber, expiry)));
      tell(
          factory,
          aggregation(factory, time.plusSeconds(40), "ADD", cases.get(i), inside)
              .step("packing", "in_progress")
              .at(factory.spot("PACK"))
              .leftAt(factory.site()));
    }
  }

  private void stack() {
    Party factory = chain.factory();
    for (int i = 0; i < pallets.size(); i++) {
      tell(
          factory,
          aggregation(factory, after(4, 1).plusSeconds(600L * i), "ADD", pallets.get(i), on(i))
              .step("packing", "in_progress")
              .at(factory.spot("STORE"))
              .leftAt(factory.site()));
    }
  }

  private void export() {
    Party factory = chain.factory();
    Party forwarder = chain.forwarder();
    tell(
        factory,
        object(factory, after(5, 0), "OBSERVE")
            .step("shipping", "in_transit")
            .at(factory.site())
            .list("epcList", pallets)
            .paper("desadv", factory.paper("D" + lot))
            .owners(factory, chain.importer()));
    tell(
        forwarder,
        object(forwarder, after(6, 3), "OBSERVE")
            .step("receiving", "in_progress")
            .at(forwarder.spot("GATE"))
            .leftAt(forwarder.site())
            .list("epcList", pallets)
            .paper("desadv", factory.paper("D" + lot)));
    tell(
        forwarder,
        object(forwarder, after(7, 0), "OBSERVE")
            .step("shipping", "in_transit")
            .at(forwarder.site())
            .list("epcList", pallets)
            .paper("bol", forwarder.paper("B" + lot))
            .owners(factory, chain.importer()));
  }

  /** A logger rides along and reports every second day; so the voyage is no gap. */
  private void sail() {
    Party carrier = chain.carrier();
    int reports = 3 + random.nextInt(4);
    Instant time = after(7, 8);
    for (int i = 0; i < reports; i++) {
      time = time.plus(LOGGED_EVERY);
      tell(
          carrier,
          object(carrier, time, "OBSERVE")
              .step("transporting", "in_transit")
              .at(
                  "geo:%d.%d,%d.%d"
                      .formatted(1 + i, random.nextInt(10), 90 - 8 * i, random.nextInt(10)))
              .list("epcList", pallets)
              .raw("sensorElementList", "[" + readings(time) + "]"));
    }
    landed = time.plus(Duration.ofHours(30));
    Party importer = chain.importer();
    tell(
        carrier,
        object(carrier, landed, "OBSERVE")
            .step("arriving", "in_progress")
            .at(importer.spot("QUAY"))
            .list("epcList", pallets)
            .paper("bol", chain.forwarder().paper("B" + lot)));
  }

  private Instant landed = Instant.EPOCH;

  private String readings(Instant end) {
    StringBuilder reports = new StringBuilder();
    for (int i = 0; i < READINGS; i++) {
      Instant at = end.minus(Duration.ofHours(6L * (READINGS - 1 - i)));
      reports.append(i == 0 ? "" : ",");
      reports.append(
          "{\"type\":\"Temperature\",\"time\":\"%s\",\"value\":%d.%d,\"uom\":\"CEL\"}"
              .formatted(at, 14 + random.nextInt(8), random.nextInt(1, 10)));
    }
    return """
    {"sensorMetadata":{"deviceID":"%s8004/%sLOG%d","sensor:upperLimit":25,\
    "sensor:permitted":"PT2H"},"sensorReport":[%s]}\
    """
        .formatted(ID, Digits.prefix(chain.carrier().company()), lot % 5_000, reports);
  }

  private void land() {
    Party importer = chain.importer();
    Instant time = landed.plus(Duration.ofHours(9));
    tell(
        importer,
        object(importer, time, "OBSERVE")
            .step("receiving", "in_progress")
            .at(importer.spot("GATE"))
            .leftAt(importer.site())
            .list("epcList", pallets)
            .paper("desadv", chain.factory().paper("D" + lot)));
    for (int i = 0; i < pallets.size(); i++) {
      tell(
          importer,
          aggregation(importer, time.plusSeconds(7_200 + 300L * i), "DELETE", pallets.get(i), on(i))
              .step("unpacking", "in_progress")
              .at(importer.spot("HALL"))
              .leftAt(importer.site()));
    }
  }

  private void deliver() {
    Party importer = chain.importer();
    for (int i = 0; i < chain.shops().size(); i++) {
      Party shop = chain.shops().get(i);
      List<String> some = cases.subList(i * SHOP_CASES, (i + 1) * SHOP_CASES);
      String paper = importer.paper("S" + lot + "-" + i);
      Instant sent = landed.plus(Duration.ofHours(30 + random.nextInt(200)));
      tell(
          importer,
          object(importer, sent, "OBSERVE")
              .step("shipping", "in_transit")
              .at(importer.site())
              .list("epcList", some)
              .paper("desadv", paper)
              .owners(importer, shop));
      Instant come = sent.plus(Duration.ofHours(4 + random.nextInt(40)));
      tell(
          shop,
          object(shop, come, "OBSERVE")
              .step("receiving", "sellable_not_accessible")
              .at(shop.site())
              .leftAt(shop.site())
              .list("epcList", some)
              .paper("desadv", paper));
      for (int j = 0; j < some.size(); j++) {
        sell(shop, i * SHOP_CASES + j, come.plus(Duration.ofHours(2 + 24L * j)));
      }
    }
  }

  /** A case is opened, and its packs go over the counter, one, two or three at once. */
  private void sell(Party shop, int number, Instant opened) {
    List<String> inside = inside(number);
    tell(
        shop,
        aggregation(shop, opened, "DELETE", cases.get(number), inside)
            .step("unpacking", "sellable_accessible")
            .at(shop.spot("SHELF"))
            .leftAt(shop.site()));
    int unsold = random.nextInt(3);
    Instant time = opened;
    for (int i = 0; i < inside.size() - unsold; ) {
      int sold = Math.min(inside.size() - unsold - i, 1 + random.nextInt(3));
      time = time.plus(Duration.ofMinutes(20 + random.nextInt(900)));
      tell(
          shop,
          object(shop, time, "OBSERVE")
              .step("retail_selling", "retail_sold")
              .at(shop.spot("TILL"))
              .list("epcList", inside.subList(i, i + sold)));
      i += sold;
    }
  }

  private EventText object(Party party, Instant time, String action) {
    return event("ObjectEvent", party, time).with("action", action);
  }

  private EventText aggregation(
      Party party, Instant time, String action, String parent, List<String> children) {
    return event("AggregationEvent", party, time)
        .with("action", action)
        .with("parentID", parent)
        .list("childEPCs", children);
  }

  private EventText event(String type, Party party, Instant time) {
    String id = "urn:uuid:" + uuid(lot, ++events);
    return new EventText(type, id, time, party.town().offset());
  }

  private void tell(Party party, EventText event) {
    Outbox box = outboxes.get(party);
    if (box == null) {
      box = new Outbox(party, created, !introduced.add(party));
      outboxes.put(party, box);
    }
    box.add(event.end());
  }

  private List<String> inside(int number) {
    return packs.subList(number * CASE_PACKS, (number + 1) * CASE_PACKS);
  }

  private List<String> on(int pallet) {
    return cases.subList(pallet * PALLET_CASES, (pallet + 1) * PALLET_CASES);
  }

  private String gtin() {
    return chain.factory().gtin(1 + item);
  }

  private String unit(int number) {
    return chain.factory().unit(lot * UNITS_OF_A_LOT + number);
  }

  private Instant after(int days, int hours) {
    return begin.plus(Duration.ofHours(24L * days + hours));
  }

  /** Of version 8 (RFC 9562 §5.8): ours to choose, here from seed, lot and number. */
  private UUID uuid(long of, long number) {
    long high = mix(mix(seed, of), number);
    long low = mix(high, number);
    return new UUID((high & ~0xf000L) | 0x8000L, (low & ~(3L << 62)) | (1L << 63));
  }

  private static long mix(long one, long other) {
    return new SplittableRandom(one * 0x9E3779B97F4A7C15L ^ other).nextLong();
  }
}
