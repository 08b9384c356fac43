package org.bricscodes.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bricscodes.scans.Place;
import org.bricscodes.scans.PlaceTable;
import org.bricscodes.scans.Visits;
import org.jspecify.annotations.Nullable;

/**
 * Finds the person behind a request, and whether she was here a moment ago. Never blocks; event
 * loops.
 */
final class Onlookers {

  /** Looks of one device at one path within this time are one, and not even written down. */
  private static final Duration MOMENT = Duration.ofMinutes(1);

  private static final int MAX_MOMENTS = 100_000;
  private static final int MAX_HOPS = 20;

  private final ScanSettings settings;
  private final Supplier<PlaceTable> places;
  private final Visits visits = Visits.standard();
  private final Cache<Glance, Boolean> recent =
      Caffeine.newBuilder().maximumSize(MAX_MOMENTS).expireAfterWrite(MOMENT).build();

  /** Half a SHA-256 of who looked at what: what browsers and links say of themselves is long. */
  private record Glance(long high, long low) {
    static Glance of(Onlooker onlooker, String what) {
      try {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(onlooker.address().getAddress());
        digest.update((byte) 0);
        digest.update(onlooker.agent().getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        ByteBuffer hash = ByteBuffer.wrap(digest.digest(what.getBytes(StandardCharsets.UTF_8)));
        return new Glance(hash.getLong(), hash.getLong());
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java has SHA-256", e);
      }
    }
  }

  Onlookers(ScanSettings settings, Supplier<PlaceTable> places) {
    this.settings = settings;
    this.places = places;
  }

  /** Who looks; empty when it is no person, or nothing is recorded. */
  Optional<Onlooker> of(Exchange exchange) {
    return exchange.isHead() || !visits.isVisit(name -> exchange.header(name).orElse(null))
        ? Optional.empty()
        : anyone(exchange);
  }

  /** Who asks, person or program; empty when nothing is recorded. */
  Optional<Onlooker> anyone(Exchange exchange) {
    if (settings.recording() == ScanSettings.Recording.OFF) {
      return Optional.empty();
    }
    InetAddress peer = exchange.peer();
    InetAddress address = address(exchange);
    String agent =
        exchange.header("User-Agent").orElse("")
            + "\n"
            + exchange.header("Accept-Language").orElse("");
    return Optional.of(new Onlooker(address, agent, place(peer, address, exchange)));
  }

  /** The country a request comes from, where it is known; nothing is kept of it. */
  @Nullable String country(Exchange exchange) {
    Place place = place(exchange.peer(), address(exchange), exchange);
    return place == null ? null : place.country();
  }

  /** From where a request comes, as far as it is known by proxies that are trusted. */
  InetAddress address(Exchange exchange) {
    InetAddress peer = exchange.peer();
    return settings.trusts(peer) ? behind(peer, exchange) : peer;
  }

  boolean wasHere(Onlooker onlooker, String what) {
    return recent.getIfPresent(Glance.of(onlooker, what)) != null;
  }

  /** Notes the look; true for one of several at once, and for nobody within a moment of it. */
  boolean arrives(Onlooker onlooker, String what) {
    return recent.asMap().putIfAbsent(Glance.of(onlooker, what), true) == null;
  }

  /** The nearest address that is no trusted proxy's, read from the right, where each appends. */
  private InetAddress behind(InetAddress peer, Exchange exchange) {
    InetAddress nearest = peer;
    for (String text : lastHops(exchange.headers("X-Forwarded-For"))) {
      Optional<InetAddress> hop = address(text);
      if (hop.isEmpty()) {
        return nearest;
      }
      nearest = hop.get();
      if (!settings.trusts(nearest)) {
        return nearest;
      }
    }
    return nearest;
  }

  /** The last hops, the last first: what a visitor wrote before them may be of any length. */
  private static List<String> lastHops(List<String> values) {
    List<String> hops = new ArrayList<>();
    for (String value : values.reversed()) {
      int end = value.length();
      while (end >= 0 && hops.size() < MAX_HOPS) {
        int comma = value.lastIndexOf(',', end - 1);
        hops.add(value.substring(comma + 1, end).strip());
        end = comma;
      }
    }
    return hops;
  }

  private static Optional<InetAddress> address(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private @Nullable Place place(InetAddress peer, InetAddress address, Exchange exchange) {
    Optional<Place> known = places.get().find(address);
    if (known.isPresent()) {
      return known.get();
    }
    String header = settings.countryHeader();
    return header == null || !settings.trusts(peer)
        ? null
        : exchange
            .header(header)
            .filter(code -> Place.isCountry(code) && !code.equals("XX"))
            .map(code -> new Place(code, null))
            .orElse(null);
  }
}
