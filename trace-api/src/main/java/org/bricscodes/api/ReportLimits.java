package org.bricscodes.api;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.LongSupplier;

/**
 * How many reports may come, so that nobody can bury an exporter, a code or the disk in them, and
 * nobody can silence others by using up what is theirs. Remembers no address, device or code
 * ({@link SaltedBuckets}). Never blocks; any thread.
 *
 * <p>The rule. What one sender may do is bounded more tightly than what all may do together: a
 * network has an allowance, a device in it a smaller one, and a network has one for each product,
 * for each code, and for codes of a product that nobody issued. What all have together (for a code,
 * for the made-up codes of a product, for a product, and in all) is in two halves. From the open
 * half anybody takes. When it is empty, the other half stays for newcomers: for a network's first
 * report about that code, that product, or at all within {@link #NEW_AGAIN}. So however patiently
 * one network, or a few, keep the open half empty, a stranger's first report is taken; to silence a
 * code, a product or the service a sender needs another network for each report that the reserved
 * half still takes, day by day. That, and not everything, is what a bound on what is kept allows:
 * who has thousands of networks can use up what there is, of one product before that of others.
 *
 * <p>Codes that nobody issued can be made up without end, so those of one product count together,
 * besides. A device is what its browser says, which costs nothing to change: that bound spares a
 * household, the network's is the one that holds. Things that share a slot by chance share its
 * allowance.
 *
 * <p>A look at the form costs a read and names who issues codes of a product; so it has an
 * allowance of its own for a network.
 */
final class ReportLimits {

  private static final int OF_NETWORK = 20;
  private static final Duration OF_NETWORK_EVERY = Duration.ofMinutes(1);
  private static final int OF_DEVICE = 5;
  private static final Duration OF_DEVICE_EVERY = Duration.ofMinutes(5);

  /** Of one network about one thing. */
  private static final int OF_NETWORK_ON_PRODUCT = 20;

  private static final Duration OF_NETWORK_ON_PRODUCT_EVERY = Duration.ofMinutes(10);
  private static final int OF_NETWORK_ON_CODE = 4;
  private static final Duration OF_NETWORK_ON_CODE_EVERY = Duration.ofHours(2);
  private static final int OF_NETWORK_ON_MADE_UP = 5;
  private static final Duration OF_NETWORK_ON_MADE_UP_EVERY = Duration.ofMinutes(30);

  /** Of all together: each half. */
  private static final int OF_CODE = 5;

  private static final Duration OF_CODE_EVERY = Duration.ofMinutes(20);
  private static final int OF_MADE_UP = 15;
  private static final Duration OF_MADE_UP_EVERY = Duration.ofMinutes(4);
  private static final int OF_PRODUCT = 50;
  private static final Duration OF_PRODUCT_EVERY = Duration.ofMinutes(2);
  private static final int OF_ALL = 100;
  private static final Duration OF_ALL_EVERY = Duration.ofSeconds(20);

  /** A network that has not used the reserved half for so long is new to it again. */
  static final Duration NEW_AGAIN = Duration.ofHours(12);

  private static final int LOOKS = 60;
  private static final Duration LOOKS_EVERY = Duration.ofSeconds(5);

  /** Of what browsers say of themselves, this much tells them apart. */
  private static final int MAX_AGENT = 1000;

  private final NetworkBuckets looks;
  private final NetworkBuckets networks;
  private final SaltedBuckets devices;
  private final SaltedBuckets onProducts;
  private final SaltedBuckets onCodes;
  private final SaltedBuckets onMadeUp;
  private final Shared codes;
  private final Shared madeUp;
  private final Shared products;
  private final Shared all;

  ReportLimits(LongSupplier nanoTime, SecureRandom random) {
    this.looks = new NetworkBuckets(LOOKS, LOOKS_EVERY, nanoTime, random);
    this.networks = new NetworkBuckets(OF_NETWORK, OF_NETWORK_EVERY, nanoTime, random);
    this.devices = new SaltedBuckets(OF_DEVICE, OF_DEVICE_EVERY, nanoTime, random);
    this.onProducts =
        new SaltedBuckets(OF_NETWORK_ON_PRODUCT, OF_NETWORK_ON_PRODUCT_EVERY, nanoTime, random);
    this.onCodes =
        new SaltedBuckets(OF_NETWORK_ON_CODE, OF_NETWORK_ON_CODE_EVERY, nanoTime, random);
    this.onMadeUp =
        new SaltedBuckets(OF_NETWORK_ON_MADE_UP, OF_NETWORK_ON_MADE_UP_EVERY, nanoTime, random);
    this.codes = new Shared(OF_CODE, OF_CODE_EVERY, nanoTime, random);
    this.madeUp = new Shared(OF_MADE_UP, OF_MADE_UP_EVERY, nanoTime, random);
    this.products = new Shared(OF_PRODUCT, OF_PRODUCT_EVERY, nanoTime, random);
    this.all = new Shared(OF_ALL, OF_ALL_EVERY, nanoTime, random);
  }

  /** What all have together of each thing. */
  private static final class Shared {

    private final SaltedBuckets open;
    private final SaltedBuckets reserved;
    private final SaltedBuckets newcomers;

    Shared(int half, Duration every, LongSupplier nanoTime, SecureRandom random) {
      this.open = new SaltedBuckets(half, every, nanoTime, random);
      this.reserved = new SaltedBuckets(half, every, nanoTime, random);
      this.newcomers = new SaltedBuckets(1, NEW_AGAIN, nanoTime, random);
    }

    /** As {@link SaltedBuckets#take}; who waits is told of the half that is everybody's. */
    long take(String network, String thing) {
      long seconds = open.take(thing);
      boolean granted =
          seconds == 0 || (newcomers.take(network + " " + thing) == 0 && reserved.take(thing) == 0);
      return granted ? 0 : seconds;
    }
  }

  /** Takes leave for one look at a form; 0: granted, else seconds until it may be. */
  long look(InetAddress address) {
    return looks.take(address);
  }

  /**
   * Takes leave for one report; 0: granted, else seconds until it may be.
   *
   * @param agent what the browser says of itself
   * @param product its GTIN
   * @param serial however the label spells the rest
   */
  long take(InetAddress address, String agent, String product, String serial) {
    String network = network(address);
    String code = product + "/" + serial;
    long seconds = networks.take(address);
    if (seconds == 0) {
      String device =
          HexFormat.of().formatHex(address.getAddress())
              + agent.substring(0, Math.min(agent.length(), MAX_AGENT));
      seconds = devices.take(device);
    }
    if (seconds == 0) {
      seconds = onProducts.take(network + " " + product);
    }
    if (seconds == 0) {
      seconds = onCodes.take(network + " " + code);
    }
    // What others have a share in comes last: who is refused has taken nothing of it.
    if (seconds == 0) {
      seconds = codes.take(network, code);
    }
    if (seconds == 0) {
      seconds = products.take(network, product);
    }
    return seconds == 0 ? all.take(network, "") : seconds;
  }

  /**
   * Takes leave for a report about a code that nobody issued, besides; 0: granted, else seconds
   * until it may be.
   *
   * @param product its GTIN
   */
  long takeMadeUp(InetAddress address, String product) {
    String network = network(address);
    long seconds = onMadeUp.take(network + " " + product);
    return seconds == 0 ? madeUp.take(network, product) : seconds;
  }

  /** As {@link NetworkBuckets} cuts addresses. */
  private static String network(InetAddress address) {
    int bytes = address instanceof Inet6Address ? 6 : 3;
    return HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), bytes));
  }
}
