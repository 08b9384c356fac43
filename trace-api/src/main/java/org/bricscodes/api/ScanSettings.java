package org.bricscodes.api;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.bricscodes.scans.Cell;
import org.bricscodes.scans.IpPrefix;
import org.bricscodes.scans.Rules;
import org.bricscodes.scans.ScanPolicy;
import org.jspecify.annotations.Nullable;

/**
 * What a scan leaves behind.
 *
 * @param recording whether anything is
 * @param policy how much is kept and for how long
 * @param saltPeriod how long hashes of visitors can be compared
 * @param cellDegrees side of the cells that places are known by
 * @param countryHeader header of a trusted proxy that names the visitor's country; null: none
 * @param trustedProxies whose {@code X-Forwarded-For} and country header are believed
 * @param places table of networks and countries; null: none. Read again when it changes
 * @param rules that look for copies
 */
public record ScanSettings(
    Recording recording,
    ScanPolicy policy,
    Duration saltPeriod,
    double cellDegrees,
    @Nullable String countryHeader,
    List<IpPrefix> trustedProxies,
    @Nullable Path places,
    Rules rules) {

  /** Recorded for ninety days, places unknown. */
  public static final ScanSettings STANDARD =
      new ScanSettings(
          Recording.ON,
          ScanPolicy.STANDARD,
          Duration.ofDays(30),
          1,
          null,
          List.of(),
          null,
          Rules.standard());

  /** The switch. */
  public enum Recording {
    ON,
    /** Nothing of any scan is kept, and pages say nothing of other scans. */
    OFF
  }

  public ScanSettings {
    trustedProxies = List.copyOf(trustedProxies);
    if (saltPeriod.compareTo(Duration.ofDays(1)) < 0
        || saltPeriod.compareTo(Duration.ofDays(366)) > 0) {
      throw new IllegalArgumentException("a salt lasts 1 to 366 days, found " + saltPeriod);
    }
    if (!(cellDegrees >= Cell.LEAST_DEGREES && cellDegrees <= Cell.MOST_DEGREES)) {
      throw new IllegalArgumentException("a cell is 0.5 to 10 degrees wide, found " + cellDegrees);
    }
    if (countryHeader != null && !countryHeader.matches("[A-Za-z0-9-]{1,64}")) {
      throw new IllegalArgumentException(
          "the country header must be the name of a header, found " + countryHeader);
    }
    if (countryHeader != null && trustedProxies.isEmpty()) {
      throw new IllegalArgumentException(
          "a country header is believed from trusted proxies only, and none is named");
    }
  }

  /** The same, with these rules. */
  public ScanSettings withRules(Rules others) {
    return new ScanSettings(
        recording, policy, saltPeriod, cellDegrees, countryHeader, trustedProxies, places, others);
  }

  /** The same, behind these proxies, which name the country so. */
  public ScanSettings behind(List<IpPrefix> proxies, @Nullable String header) {
    return new ScanSettings(
        recording, policy, saltPeriod, cellDegrees, header, proxies, places, rules);
  }

  /** The same, with this table of places. */
  public ScanSettings withPlaces(Path table) {
    return new ScanSettings(
        recording, policy, saltPeriod, cellDegrees, countryHeader, trustedProxies, table, rules);
  }

  /** The same, switched. */
  public ScanSettings switched(Recording to) {
    return new ScanSettings(
        to, policy, saltPeriod, cellDegrees, countryHeader, trustedProxies, places, rules);
  }

  /** Whether any proxy is believed. */
  boolean trustsAnybody() {
    return !trustedProxies.isEmpty();
  }

  boolean trusts(InetAddress address) {
    return trustedProxies.stream().anyMatch(network -> network.contains(address));
  }
}
