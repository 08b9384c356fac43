package org.bricscodes.scans;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import org.bricscodes.gs1.Gs1Exception;
import org.bricscodes.gs1.Gtin;

/**
 * Rules as properties. A file names what it wants otherwise than {@code rules.properties}, which
 * comes with this package and explains every line.
 */
public final class RulesFile {

  /** A rule file has no more characters. */
  public static final int MAX_CHARACTERS = 1 << 20;

  private static final String NORM = "many-visitors.visitors.";

  private final Properties values;
  private final List<String> faults = new ArrayList<>();

  private RulesFile(Properties values) {
    this.values = values;
  }

  /** The rules that come with this version. */
  static Rules standard() {
    try {
      return new RulesFile(load(new StringReader(standardText()))).rules();
    } catch (IOException | ScanFileException e) {
      throw new IllegalStateException("the rules that come with this version are sound", e);
    }
  }

  /** The file that comes with this version, to begin one's own with. */
  public static String standardText() {
    try (InputStream in =
        Objects.requireNonNull(RulesFile.class.getResourceAsStream("rules.properties"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("a resource can be read", e);
    }
  }

  /**
   * Reads a file over the standard rules.
   *
   * @throws ScanFileException naming every line that is unknown or out of range
   */
  public static Rules read(String text) throws ScanFileException {
    if (text.length() > MAX_CHARACTERS) {
      throw new ScanFileException(List.of("a rule file has at most 1 MiB"));
    }
    try {
      Properties values = load(new StringReader(standardText()));
      Properties own = load(new StringReader(text));
      List<String> unknown = new ArrayList<>();
      for (String name : new TreeSet<>(own.stringPropertyNames())) {
        if (!values.containsKey(name) && !name.startsWith(NORM)) {
          unknown.add(name + ": not a setting of a rule; trace scans rules prints them all");
        }
      }
      values.putAll(own);
      RulesFile file = new RulesFile(values);
      file.faults.addAll(unknown);
      return file.rules();
    } catch (IOException | IllegalArgumentException e) {
      throw new ScanFileException(List.of("not a properties file: " + e.getMessage()));
    }
  }

  private static Properties load(Reader text) throws IOException {
    Properties properties = new Properties();
    properties.load(text);
    return properties;
  }

  private Rules rules() throws ScanFileException {
    int care = number("care", 1, 1000);
    int warning = number("warning", 1, 1000);
    if (care > warning && faults.isEmpty()) {
      faults.add("care: must not exceed warning, found " + care + " and " + warning);
    }
    List<ItemRule> items = new ArrayList<>();
    weight("impossible-travel").ifPresent(weight -> items.add(travel(weight)));
    weight("scattered")
        .ifPresent(
            weight ->
                items.add(
                    new ItemRule.Scattered(
                        weight,
                        number("scattered.many-weight", 0, 100),
                        number("scattered.regions", 2, 100),
                        number("scattered.kilometres", 0, 20_000),
                        number("scattered.days", 1, 365))));
    weight("out-of-market")
        .ifPresent(
            weight ->
                items.add(
                    new ItemRule.OutOfMarket(weight, number("out-of-market.visitors", 1, 1000))));
    weight("after-sold")
        .ifPresent(
            weight ->
                items.add(new ItemRule.AfterSold(weight, number("after-sold.visitors", 1, 1000))));
    weight("after-void").ifPresent(weight -> items.add(new ItemRule.AfterVoid(weight)));
    weight("after-recall").ifPresent(weight -> items.add(new ItemRule.AfterRecall(weight)));
    weight("after-expiry").ifPresent(weight -> items.add(new ItemRule.AfterExpiry(weight)));
    weight("before-applied").ifPresent(weight -> items.add(new ItemRule.BeforeApplied(weight)));
    weight("inner-before-outer")
        .ifPresent(
            weight ->
                items.add(
                    new ItemRule.InnerBeforeOuter(
                        weight, number("inner-before-outer.visitors", 1, 1000))));
    Map<Gtin, Integer> norms = norms();
    weight("many-visitors")
        .ifPresent(
            weight ->
                items.add(
                    new ItemRule.ManyVisitors(
                        weight,
                        number("many-visitors.visitors", 1, 1000),
                        number("many-visitors.days", 1, 365),
                        norms)));
    weight("compromised-epoch")
        .ifPresent(weight -> items.add(new ItemRule.CompromisedEpoch(weight)));
    Optional<LotBurst> lots = weight("lot-burst").map(this::lotBurst);
    Optional<GuessBurst> guesses = weight("guess-burst").map(this::guessBurst);
    if (!faults.isEmpty()) {
      throw new ScanFileException(
          faults.subList(0, Math.min(faults.size(), ScanFileException.MAX_FAULTS)));
    }
    return new Rules(care, warning, items, lots, guesses);
  }

  private ItemRule travel(int weight) {
    return new ItemRule.ImpossibleTravel(
        weight,
        number("impossible-travel.repeated-weight", 0, 100),
        number("impossible-travel.doubtful-weight", 0, 100),
        number("impossible-travel.kilometres-per-hour", 50, 30_000),
        number("impossible-travel.least-kilometres", 0, 20_000));
  }

  private LotBurst lotBurst(int weight) {
    return new LotBurst(
        weight,
        number("lot-burst.expected-percent", 0, 100),
        number("lot-burst.least", 1, 1_000_000),
        number("lot-burst.sigmas", 0, 100));
  }

  private GuessBurst guessBurst(int weight) {
    return new GuessBurst(
        weight,
        number("guess-burst.guesses", 2, 10_000),
        Duration.ofMinutes(number("guess-burst.minutes", 1, 1440)));
  }

  private Map<Gtin, Integer> norms() {
    Map<Gtin, Integer> norms = new HashMap<>();
    for (String name : new TreeSet<>(values.stringPropertyNames())) {
      if (name.startsWith(NORM)) {
        try {
          norms.put(Gtin.parse(name.substring(NORM.length())), number(name, 1, 1000));
        } catch (Gs1Exception e) {
          faults.add(name + ": must end with a GTIN; " + e.getMessage());
        }
      }
    }
    return norms;
  }

  /** Empty: the rule is off. */
  private Optional<Integer> weight(String rule) {
    String name = rule + ".weight";
    return values.getProperty(name, "").strip().equals("off")
        ? Optional.empty()
        : Optional.of(number(name, 0, 100));
  }

  private int number(String name, int least, int most) {
    String text = values.getProperty(name, "").strip();
    if (text.matches("[0-9]{1,7}")) {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    }
    faults.add(
        name
            + ": must be a whole number from "
            + least
            + " to "
            + most
            + (name.endsWith(".weight") ? ", or off" : "")
            + ", found "
            + (text.length() > 40 ? text.substring(0, 40) + "…" : text));
    return least;
  }
}
