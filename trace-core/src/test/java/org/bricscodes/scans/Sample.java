package org.bricscodes.scans;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.bricscodes.gs1.Gtin;
import org.jspecify.annotations.Nullable;

/** Looks at one pack, in a few words. */
final class Sample {

  static final Gtin GTIN = new Gtin("09521222000018");
  static final ScanSubject PACK = new ScanSubject(GTIN, "7GF04CNGMYKV4H93");
  static final Instant NOON = Instant.parse("2026-10-05T12:00:00Z");
  static final String OWNER = "https://id.gs1.org/417/9521222000001";
  static final String LOT = "TGY2604A";

  static final Place XIAMEN = new Place("CN", Cell.around(24.48, 118.09, 1));
  static final Place QUANZHOU = new Place("CN", Cell.around(24.87, 118.68, 1));
  static final Place BEIJING = new Place("CN", Cell.around(39.90, 116.40, 1));
  static final Place MOSCOW = new Place("RU", Cell.around(55.75, 37.62, 1));
  static final Place SAO_PAULO = new Place("BR", Cell.around(-23.55, -46.63, 1));

  private Sample() {}

  static Visitor visitor(int number) {
    return new Visitor(Instant.EPOCH, 0x1000 + number, 0x2000 + number, (short) (0x30 + number));
  }

  /** By a person of this number, so many minutes after noon. */
  static Look look(int person, @Nullable Place place, long minutes) {
    return look(PACK, person, place, minutes, Found.GENUINE);
  }

  static Look look(
      ScanSubject subject, int person, @Nullable Place place, long minutes, Found found) {
    return new Look(
        subject,
        NOON.plus(Duration.ofMinutes(minutes)),
        place,
        visitor(person),
        found,
        Channel.PAGE);
  }

  static IssuedItem item(ItemFacts facts) {
    return new IssuedItem(OWNER, LOT, facts);
  }

  /** Everything is issued, and nothing particular is known. */
  static Optional<IssuedItem> plain(ScanSubject subject) {
    return Optional.of(item(ItemFacts.PLAIN));
  }

  /** Looks at an item of these facts, one behind the other. */
  static ItemHistory history(ItemFacts facts, Look... looks) {
    ItemHistory history = ItemHistory.none(PACK);
    for (Look look : looks) {
      history = history.with(look, item(facts), ScanPolicy.STANDARD, Rules.standard());
    }
    return history;
  }
}
