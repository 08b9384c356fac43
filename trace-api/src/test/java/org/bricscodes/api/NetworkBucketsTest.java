package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class NetworkBucketsTest {

  private static final long SECOND = 1_000_000_000L;

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - SECOND); // wraps around soon
  private final NetworkBuckets buckets =
      new NetworkBuckets(3, Duration.ofSeconds(10), nanos::get, new SecureRandom());

  @Test
  void take_beyondTheBurst_saysWhenThereIsOneAgain() {
    InetAddress address = InetAddress.ofLiteral("192.0.2.7");

    assertThat(buckets.take(address)).isZero();
    assertThat(buckets.take(address)).isZero();
    assertThat(buckets.take(address)).isZero();
    assertThat(buckets.take(address)).isEqualTo(10);
    nanos.addAndGet(4 * SECOND);
    assertThat(buckets.take(address)).isEqualTo(6);
    nanos.addAndGet(6 * SECOND);
    assertThat(buckets.take(address)).isZero();
    assertThat(buckets.take(address)).isEqualTo(10);
    nanos.addAndGet(1000 * SECOND);
    assertThat(buckets.take(address)).isZero();
  }

  @Test
  void take_fromTheSameNetwork_sharesABucket() {
    for (String address : new String[] {"192.0.2.1", "192.0.2.99", "192.0.2.255"}) {
      assertThat(buckets.take(InetAddress.ofLiteral(address))).isZero();
    }
    assertThat(buckets.take(InetAddress.ofLiteral("192.0.2.100"))).isPositive();
    // How Java reads an IPv4 address in IPv6 form.
    assertThat(buckets.take(InetAddress.ofLiteral("::ffff:192.0.2.5"))).isPositive();

    for (String address : new String[] {"2001:db8:7::1", "2001:db8:7:ffff::1", "2001:db8:7:1::"}) {
      assertThat(buckets.take(InetAddress.ofLiteral(address))).isZero();
    }
    assertThat(buckets.take(InetAddress.ofLiteral("2001:db8:7:2::9"))).isPositive();
  }

  /** A million guesses in a day from one network: those let through are what the bucket gives. */
  @Test
  void millionGuesses_passAtTheRateOfTheBucket() {
    long seed = new SecureRandom().nextLong();
    Random random = new Random(seed);
    long passed = 0;
    long begin = nanos.get();
    for (int i = 0; i < 1_000_000; i++) {
      nanos.addAndGet(random.nextInt((int) (SECOND / 6)));
      passed += buckets.take(InetAddress.ofLiteral("203.0.113.9")) == 0 ? 1 : 0;
    }

    long seconds = (nanos.get() - begin) / SECOND;
    System.out.printf("seed %d: 1000000 guesses in %d s, %d let through%n", seed, seconds, passed);
    assertThat(passed).as("seed %d", seed).isBetween(seconds / 10 - 1, seconds / 10 + 4);
  }

  @Test
  void networks_areSpreadOverTheSlots() throws Exception {
    Set<String> blocked = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      byte[] address = {10, (byte) (i >>> 8), (byte) i, 1};
      for (int j = 0; j < 2; j++) {
        if (buckets.take(InetAddress.getByAddress(address)) != 0) {
          blocked.add(i + "/" + j);
        }
      }
    }

    assertThat(blocked).hasSizeLessThan(60); // 1,000 in 65,536: some 8 pairs share a slot
  }
}
