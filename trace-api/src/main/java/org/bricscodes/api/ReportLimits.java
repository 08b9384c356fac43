package org.bricscodes.api;

import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.function.LongSupplier;

/**
 * How many reports may come: of one network, of one device in it, about one code, and in all, so
 * that nobody can bury an exporter, a code or the disk in them. Remembers no address, device or
 * code ({@link SaltedBuckets}). Never blocks; any thread.
 *
 * <p>Who has many networks can use up what all have together; then nobody can report for a while,
 * and is told so. Of codes that nobody issued there are as many as anybody likes to make up, so
 * those of one product have a bound together. A device is what its browser says, which costs
 * nothing to change: that bound spares a household, the network's is the one that holds.
 */
final class ReportLimits {

  private static final int OF_NETWORK = 20;
  private static final Duration OF_NETWORK_EVERY = Duration.ofMinutes(1);
  private static final int OF_DEVICE = 5;
  private static final Duration OF_DEVICE_EVERY = Duration.ofMinutes(5);
  private static final int OF_CODE = 5;
  private static final Duration OF_CODE_EVERY = Duration.ofMinutes(10);
  private static final int OF_MADE_UP = 30;
  private static final Duration OF_MADE_UP_EVERY = Duration.ofMinutes(2);
  private static final int OF_ALL = 200;
  private static final Duration OF_ALL_EVERY = Duration.ofSeconds(10);

  /** Of what browsers say of themselves, this much tells them apart. */
  private static final int MAX_AGENT = 1000;

  private final NetworkBuckets networks;
  private final SaltedBuckets devices;
  private final SaltedBuckets codes;
  private final SaltedBuckets madeUp;
  private final SaltedBuckets all;

  ReportLimits(LongSupplier nanoTime, SecureRandom random) {
    this.networks = new NetworkBuckets(OF_NETWORK, OF_NETWORK_EVERY, nanoTime, random);
    this.devices = new SaltedBuckets(OF_DEVICE, OF_DEVICE_EVERY, nanoTime, random);
    this.codes = new SaltedBuckets(OF_CODE, OF_CODE_EVERY, nanoTime, random);
    this.madeUp = new SaltedBuckets(OF_MADE_UP, OF_MADE_UP_EVERY, nanoTime, random);
    this.all = new SaltedBuckets(OF_ALL, OF_ALL_EVERY, nanoTime, random);
  }

  /**
   * Takes leave for one report; 0: granted, else seconds until it may be.
   *
   * @param agent what the browser says of itself
   * @param code GTIN and serial, however its label spells the rest
   */
  long take(InetAddress address, String agent, String code) {
    long seconds = networks.take(address);
    if (seconds == 0) {
      String device =
          HexFormat.of().formatHex(address.getAddress())
              + agent.substring(0, Math.min(agent.length(), MAX_AGENT));
      seconds = devices.take(device);
    }
    if (seconds == 0) {
      seconds = codes.take(code);
    }
    return seconds == 0 ? all.take(0) : seconds;
  }

  /**
   * Takes leave for a report about a code that nobody issued, besides; 0: granted, else seconds
   * until it may be.
   *
   * @param product its GTIN
   */
  long takeMadeUp(String product) {
    return madeUp.take(product);
  }
}
