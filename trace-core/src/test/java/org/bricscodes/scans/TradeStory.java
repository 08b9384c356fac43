package org.bricscodes.scans;

import static org.bricscodes.scans.Sample.GTIN;
import static org.bricscodes.scans.Sample.MOSCOW;
import static org.bricscodes.scans.Sample.NOON;
import static org.bricscodes.scans.Sample.SAO_PAULO;
import static org.bricscodes.scans.Sample.XIAMEN;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * A labelled scan log in which every rule has something to find, and where people do so, something
 * honest that looks like it. Nothing in it is random: how many codes each rule holds for is known.
 */
final class TradeStory {

  private static final long DAY = 24 * 60;
  private static final ScanLine.Label CLONE = ScanLine.Label.CLONE;
  private static final ScanLine.Label GENUINE = ScanLine.Label.GENUINE;
  private static final ItemFacts FOR_CHINA = ItemFacts.PLAIN.in(Set.of("CN"));

  private final List<ScanLine> lines = new ArrayList<>();
  private String lot = "L1";
  private ScanSubject pack = new ScanSubject(GTIN, "P0");
  private ScanLine.Label label = GENUINE;
  private int packs;
  private int people;

  /** All of it, in the order of time. */
  static List<ScanLine> lines() {
    TradeStory story = new TradeStory();
    story.honest();
    story.places();
    story.states();
    story.seals();
    story.numbersAndKeys();
    story.guesses();
    story.lines.sort(Comparator.comparing(line -> line.visit().began()));
    return story.lines;
  }

  private void honest() {
    for (int i = 0; i < 5000; i++) {
      next(GENUINE);
      int buyer = ++people;
      look(buyer, XIAMEN, i, FOR_CHINA);
      if (i % 2 == 0) {
        look(buyer, XIAMEN, i + 2 * DAY, FOR_CHINA);
      }
    }
  }

  private void places() {
    long later = 12 * DAY;
    for (int i = 0; i < 50; i++) { // tourists took them home
      next(GENUINE);
      look(++people, MOSCOW, later + i, FOR_CHINA);
    }
    for (int i = 0; i < 80; i++) { // never sold in China
      next(CLONE);
      look(++people, MOSCOW, later + i, FOR_CHINA);
      look(++people, MOSCOW, later + DAY + i, FOR_CHINA);
    }
    for (int i = 0; i < 10; i++) { // sent as a gift
      next(GENUINE);
      look(++people, XIAMEN, later + i, ItemFacts.PLAIN);
      look(++people, MOSCOW, later + 3 * DAY + i, ItemFacts.PLAIN);
    }
    lot = "L2";
    for (int i = 0; i < 30; i++) { // here and there within the hour
      next(CLONE);
      look(++people, XIAMEN, later + i, ItemFacts.PLAIN);
      look(++people, SAO_PAULO, later + 60 + i, ItemFacts.PLAIN);
    }
    lot = "L1";
  }

  private void states() {
    long later = 14 * DAY;
    ItemFacts printed = ItemFacts.PLAIN.at(Stage.PRINTED, NOON);
    ItemFacts cancelled = ItemFacts.PLAIN.at(Stage.VOID, NOON);
    ItemFacts recalled = ItemFacts.PLAIN.at(Stage.RECALLED, NOON);
    ItemFacts sold = ItemFacts.PLAIN.at(Stage.SOLD, NOON);
    ItemFacts expired =
        new ItemFacts(
            Stage.ACTIVE, null, List.of(), LocalDate.of(2020, 1, 1), ItemFacts.Exposure.NONE, null);
    seen(20, GENUINE, later, printed); // by the printers themselves
    seen(60, CLONE, later, printed); // stolen labels
    seen(5, GENUINE, later, cancelled); // spoiled, and not thrown away
    seen(60, CLONE, later, cancelled);
    seen(40, GENUINE, later, recalled);
    seen(40, GENUINE, later, expired);
    for (int i = 0; i < 20; i++) { // stolen labels, sold abroad
      next(CLONE);
      look(++people, MOSCOW, later + i, FOR_CHINA.at(Stage.PRINTED, NOON));
      look(++people, MOSCOW, later + DAY + i, FOR_CHINA.at(Stage.PRINTED, NOON));
    }
    for (int i = 0; i < 40; i++) { // a household of four
      next(GENUINE);
      for (int member = 0; member < 4; member++) {
        look(++people, XIAMEN, later + DAY * member + i, sold);
      }
    }
    for (int i = 0; i < 40; i++) { // six who never met
      next(CLONE);
      for (int buyer = 0; buyer < 6; buyer++) {
        look(++people, XIAMEN, later + DAY * buyer + i, sold);
      }
    }
  }

  private void seals() {
    long later = 16 * DAY;
    Instant broken = NOON.plus(Duration.ofMinutes(later + DAY));
    ItemFacts opened =
        new ItemFacts(Stage.ACTIVE, null, List.of(), null, ItemFacts.Exposure.NONE, broken);
    for (int i = 0; i < 54; i++) {
      next(GENUINE);
      int buyer = ++people;
      look(buyer, XIAMEN, later, ItemFacts.PLAIN);
      inner(buyer, later + DAY);
      look(buyer, XIAMEN, later + 2 * DAY, opened);
    }
    for (int i = 0; i < 6; i++) { // typed the code and never scanned the pack
      next(GENUINE);
      inner(++people, later + DAY);
    }
    for (int i = 0; i < 50; i++) { // copies of an opened pack
      next(CLONE);
      int buyer = ++people;
      look(buyer, XIAMEN, later, ItemFacts.PLAIN);
      inner(buyer, later + DAY);
      for (int other = 0; other < 3; other++) {
        look(++people, XIAMEN, later + (2 + other) * DAY, opened);
      }
    }
  }

  private void numbersAndKeys() {
    ItemFacts exposed =
        new ItemFacts(Stage.ACTIVE, null, List.of(), null, ItemFacts.Exposure.COMPROMISED, null);
    seen(30, CLONE, 18 * DAY, exposed);
  }

  /** Three networks try serials; three hundred people misread one each. */
  private void guesses() {
    long later = 20 * DAY;
    for (int network = 0; network < 3; network++) {
      int guesser = ++people;
      for (int i = 0; i < 25; i++) {
        guess("TRIED" + network + "-" + i, guesser, later + i / 5);
      }
    }
    for (int i = 0; i < 300; i++) {
      guess("MISREAD" + i, ++people, later + i);
    }
  }

  /** Packs that one person each looks at, in China. */
  private void seen(int count, ScanLine.Label as, long minute, ItemFacts facts) {
    for (int i = 0; i < count; i++) {
      next(as);
      look(++people, XIAMEN, minute + i, facts);
    }
  }

  private void next(ScanLine.Label as) {
    label = as;
    pack = new ScanSubject(GTIN, "P" + ++packs);
  }

  private void look(int person, Place place, long minute, ItemFacts facts) {
    add(person, place, minute, facts, Channel.PAGE);
  }

  private void inner(int person, long minute) {
    add(person, XIAMEN, minute, ItemFacts.PLAIN, Channel.INNER);
  }

  private void add(int person, Place place, long minute, ItemFacts facts, Channel channel) {
    Found found = facts.stage() == Stage.VOID ? Found.VOID : Found.GENUINE;
    Look look = new Look(pack, at(minute), place, visitor(person), found, channel);
    lines.add(new ScanLine(pack, lot, Visit.of(look, facts), label));
  }

  private void guess(String serial, int person, long minute) {
    ScanSubject guessed = new ScanSubject(GTIN, serial);
    Look look =
        new Look(guessed, at(minute), XIAMEN, visitor(person), Found.NOT_ISSUED, Channel.PAGE);
    lines.add(new ScanLine(guessed, null, Visit.of(look, ItemFacts.PLAIN), null));
  }

  private static Instant at(long minute) {
    return NOON.plus(Duration.ofMinutes(minute));
  }

  /** Each with a phone of another kind, in a network of its own. */
  private static Visitor visitor(int person) {
    return new Visitor(Instant.EPOCH, person, person, (short) person);
  }
}
