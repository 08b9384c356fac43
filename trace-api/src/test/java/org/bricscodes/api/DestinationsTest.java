package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DestinationsTest {

  private static final Destinations.Names NAMES =
      host -> {
        List<String> known =
            Map.of(
                    "good.example", List.of("93.184.215.14", "2606:2800:21f:cb07::1"),
                    "sly.example", List.of("93.184.215.14", "127.0.0.1"),
                    "inside.example", List.of("10.0.0.7"))
                .getOrDefault(host, List.of());
        if (known.isEmpty()) {
          throw new UnknownHostException(host);
        }
        InetAddress[] addresses = new InetAddress[known.size()];
        for (int i = 0; i < addresses.length; i++) {
          addresses[i] = InetAddress.getByName(known.get(i));
        }
        return List.of(addresses);
      };

  @Test
  void name_isJudgedByEveryAddressItHas_andTheJudgedOneIsUsed() throws Exception {
    Destinations open = new Destinations(Subscribers.PUBLIC, NAMES);

    assertThat(open.resolve(URI.create("https://good.example/")))
        .isEqualTo(InetAddress.getByName("93.184.215.14"));
    for (String host : List.of("sly.example", "inside.example", "nobody.example")) {
      assertThatThrownBy(() -> open.resolve(URI.create("https://" + host + "/")))
          .isInstanceOf(Destinations.Unreachable.class);
    }
    assertThat(
            new Destinations(Subscribers.ANYWHERE, NAMES)
                .resolve(URI.create("https://inside.example/")))
        .isEqualTo(InetAddress.getByName("10.0.0.7"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2130706433",
        "127.1",
        "localhost",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "0",
      })
  void localAddress_isSeenThroughEverySpelling(String host) {
    Destinations open = new Destinations(Subscribers.PUBLIC, Destinations.PLATFORM);

    assertThatThrownBy(() -> open.resolve(URI.create("https://" + host + "/")))
        .isInstanceOf(Destinations.Unreachable.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.255",
        "127.255.255.255",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.9",
        "224.0.0.1",
        "239.1.1.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:192.168.0.1",
        "64:ff9b::1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "3fff::1",
        "fc00::1",
        "fd12::1",
        "fe80::1",
        "fec0::1",
        "ff02::1",
      })
  void specialAddress_isNotPublic(String address) throws UnknownHostException {
    assertThat(PublicAddresses.holds(InetAddress.getByName(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.1",
        "100.63.255.255",
        "100.128.0.1",
        "126.255.255.255",
        "128.0.0.1",
        "172.15.255.255",
        "172.32.0.1",
        "192.167.255.255",
        "198.17.255.255",
        "223.255.255.255",
        "2400:cb00::1",
        "2606:4700::1111",
        "2a00:1450::1",
      })
  void ordinaryAddress_isPublic(String address) throws UnknownHostException {
    assertThat(PublicAddresses.holds(InetAddress.getByName(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://a.example/",
        "HTTP://a.example/",
        "ftp://a.example/",
        "file:///etc/passwd",
        "https:///x",
        "https:a",
        "//a.example/",
        "https://user@a.example/",
        "https://a.example/#x",
        "https://a.example:0/",
        "https://a.example:65536/",
        "https://a_b.example/",
      })
  void faultyAddress_isRefusedAsItIsWritten(String dest) {
    assertThat(new Destinations(Subscribers.PUBLIC, NAMES).fault(URI.create(dest))).isPresent();
  }

  @Test
  void http_isForThoseWhoAllowIt() {
    URI plain = URI.create("http://a.example:8080/in?x=1");

    assertThat(new Destinations(Subscribers.ANYWHERE, NAMES).fault(plain)).isEmpty();
    assertThat(new Destinations(Subscribers.PUBLIC, NAMES).fault(URI.create("https://a.example")))
        .isEmpty();
    assertThat(
            new Destinations(Subscribers.PUBLIC, NAMES)
                .fault(URI.create("https://a.example/" + "x".repeat(2_000))))
        .isPresent();
  }
}
