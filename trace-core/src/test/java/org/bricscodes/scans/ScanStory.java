package org.bricscodes.scans;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A labelled scan log as it might have been: a lot of tea sold in the cities of one country and in
 * a few abroad. Genuine packs are looked at by their buyers, again and again, by families, by
 * people behind a VPN, by receivers of gifts, by shop staff, by friends and followers who were sent
 * a photo. Of some packs a forger made copies, sold in other cities over two months, each looked at
 * with some probability. The same seed tells the same story.
 */
final class ScanStory {

  private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");
  private static final Duration SALT_PERIOD = Duration.ofDays(30);
  private static final int MONTHS_MINUTES = 60 * 24 * 60;

  private record City(String country, double latitude, double longitude, int share) {}

  private static final List<City> CITIES =
      List.of(
          new City("CN", 31.23, 121.47, 25),
          new City("CN", 39.90, 116.40, 22),
          new City("CN", 23.13, 113.26, 19),
          new City("CN", 22.54, 114.06, 18),
          new City("CN", 30.57, 104.07, 16),
          new City("CN", 29.56, 106.55, 16),
          new City("CN", 24.48, 118.09, 12),
          new City("CN", 30.59, 114.31, 12),
          new City("CN", 34.34, 108.94, 12),
          new City("CN", 45.80, 126.53, 8),
          new City("CN", 43.83, 87.62, 4),
          new City("RU", 55.75, 37.62, 6),
          new City("RU", 43.12, 131.89, 2),
          new City("BR", -23.55, -46.63, 2),
          new City("AE", 25.20, 55.27, 2));

  /** Kinds of phone and language, the commonest first: many people share one. */
  private static final int[] AGENTS = {
    12, 10, 8, 7, 6, 5, 5, 4, 4, 4, 3, 3, 3, 3, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1
  };

  private final SplittableRandom random;
  private final List<ScanLine> lines = new ArrayList<>();
  private int packs;

  /** The minute from which the pack at hand is reported sold. */
  private int reported;

  private int people;

  ScanStory(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** A phone, where it lives. */
  private record Phone(int person, short agent, City home) {}

  /**
   * Genuine packs that are looked at, each by its own people.
   *
   * @param count of packs
   */
  ScanStory genuine(int count) {
    for (int i = 0; i < count; i++) {
      ScanSubject pack = pack();
      int sold = sale();
      Phone buyer = phone(city());
      buyerLooks(pack, buyer, sold);
      int kind = random.nextInt(1000);
      if (kind < 250) {
        family(pack, buyer.home, sold);
      } else if (kind < 290) {
        vpn(pack, buyer, sold);
      } else if (kind < 310) {
        gift(pack, sold);
      } else if (kind < 340) {
        shopStaff(pack, buyer.home, sold);
      } else if (kind < 345) {
        photo(pack, sold, 1 + random.nextInt(3));
      } else if (kind < 346) {
        photo(pack, sold, 8 + random.nextInt(20));
      }
    }
    return this;
  }

  /**
   * Packs that were copied.
   *
   * @param codes copied
   * @param copies of each
   * @param percent of copies that are looked at
   */
  ScanStory cloned(int codes, int copies, int percent) {
    for (int i = 0; i < codes; i++) {
      ScanSubject pack = pack();
      sale();
      for (int copy = 0; copy < copies; copy++) {
        if (random.nextInt(100) < percent) {
          Phone buyer = phone(city());
          look(pack, buyer, buyer.home, random.nextInt(MONTHS_MINUTES), ScanLine.Label.CLONE);
        }
      }
    }
    return this;
  }

  /**
   * Packs that one household of two phones looks at every week for the ninety days visits are kept,
   * after the shop reported the sale.
   */
  ScanStory keptAtHome(int count) {
    for (int i = 0; i < count; i++) {
      ScanSubject pack = pack();
      reported = 0;
      City home = city();
      Phone first = phone(home);
      Phone second = phone(home);
      for (int week = 0; week < 13; week++) {
        Phone phone = week % 2 == 0 ? first : second;
        genuine(pack, phone, home, week * 7 * 24 * 60);
      }
    }
    return this;
  }

  /** In the order of time. */
  List<ScanLine> lines() {
    lines.sort(Comparator.comparing(line -> line.visit().began()));
    return lines;
  }

  private void buyerLooks(ScanSubject pack, Phone buyer, int sold) {
    int times = 1 + random.nextInt(3);
    for (int i = 0; i < times; i++) {
      genuine(pack, buyer, buyer.home, sold + random.nextInt(20 * 24 * 60));
    }
  }

  private void family(ScanSubject pack, City home, int sold) {
    int members = 1 + random.nextInt(3);
    for (int i = 0; i < members; i++) {
      genuine(pack, phone(home), home, sold + random.nextInt(10 * 24 * 60));
    }
  }

  /** The buyer's own phone, now and then seen in another country. */
  private void vpn(ScanSubject pack, Phone buyer, int sold) {
    Phone tunnelled = new Phone(++people, buyer.agent, buyer.home);
    genuine(pack, tunnelled, city(), sold + random.nextInt(10 * 24 * 60));
  }

  /** Bought here, given to somebody elsewhere days later. */
  private void gift(ScanSubject pack, int sold) {
    City there = city();
    genuine(pack, phone(there), there, sold + 3 * 24 * 60 + random.nextInt(20 * 24 * 60));
  }

  private void shopStaff(ScanSubject pack, City home, int sold) {
    genuine(pack, phone(home), home, sold - random.nextInt(5 * 24 * 60));
    genuine(pack, phone(home), home, sold - random.nextInt(5 * 24 * 60));
  }

  /** Sent to friends, who look at once, wherever they are. */
  private void photo(ScanSubject pack, int sold, int friends) {
    for (int i = 0; i < friends; i++) {
      City there = city();
      genuine(pack, phone(there), there, sold + random.nextInt(120));
    }
  }

  private void genuine(ScanSubject pack, Phone phone, City where, int minute) {
    look(pack, phone, where, minute, ScanLine.Label.GENUINE);
  }

  private void look(
      ScanSubject pack, Phone phone, City where, int minute, ScanLine.@Nullable Label label) {
    Instant at = BEGIN.plus(Duration.ofDays(10)).plus(Duration.ofMinutes(minute));
    Place place = new Place(where.country, Cell.around(where.latitude, where.longitude, 1));
    ItemFacts facts = minute < reported ? ItemFacts.PLAIN : ItemFacts.PLAIN.at(Stage.SOLD, BEGIN);
    // Of another name in each period of the salt.
    long period = Math.floorDiv(at.toEpochMilli(), SALT_PERIOD.toMillis());
    long mixed = (phone.agent + 1) * 0x9E3779B97F4A7C15L + period * 0xC2B2AE3D27D4EB4FL;
    Visitor visitor =
        new Visitor(
            Instant.ofEpochMilli(period * SALT_PERIOD.toMillis()),
            phone.person * 1_000_003L + period,
            phone.person * 1_000_003L + period,
            (short) (mixed >>> 40));
    Look look = new Look(pack, at, place, visitor, Found.GENUINE, Channel.PAGE);
    lines.add(new ScanLine(pack, "LOT", Visit.of(look, facts), label));
  }

  /** When the pack is sold; four shops of ten report it. */
  private int sale() {
    int sold = random.nextInt(MONTHS_MINUTES);
    reported = random.nextInt(10) < 4 ? sold : Integer.MAX_VALUE;
    return sold;
  }

  private ScanSubject pack() {
    return new ScanSubject(Sample.GTIN, "P" + ++packs);
  }

  private Phone phone(City home) {
    return new Phone(++people, agent(), home);
  }

  private City city() {
    int all = CITIES.stream().mapToInt(City::share).sum();
    int at = random.nextInt(all);
    for (City city : CITIES) {
      at -= city.share;
      if (at < 0) {
        return city;
      }
    }
    throw new IllegalStateException("shares add up");
  }

  private short agent() {
    int at = random.nextInt(100);
    for (int i = 0; i < AGENTS.length; i++) {
      at -= AGENTS[i];
      if (at < 0) {
        return (short) i;
      }
    }
    return (short) AGENTS.length;
  }
}
