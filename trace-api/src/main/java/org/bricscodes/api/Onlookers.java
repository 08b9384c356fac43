package org.bricscodes.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.InetAddress;
import java.time.Duration;
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

  /** Looks of one device at one address within this time are one, and not even written down. */
  private static final Duration MOMENT = Duration.ofMinutes(1);

  private static final int MAX_MOMENTS = 100_000;
  private static final int MAX_HOPS = 20;

  private final ScanSettings settings;
  private final Supplier<PlaceTable> places;
  private final Visits visits = Visits.standard();
  private final Cache<Glance, Boolean> recent =
      Caffeine.newBuilder().maximumSize(MAX_MOMENTS).expireAfterWrite(MOMENT).build();

  private record Glance(InetAddress address, String agent, String what) {}

  Onlookers(ScanSettings settings, Supplier<PlaceTable> places) {
    this.settings = settings;
    this.places = places;
  }

  /** Who looks; empty when it is no person, or nothing is recorded. */
  Optional<Onlooker> of(Exchange exchange) {
    if (settings.recording() == ScanSettings.Recording.OFF
        || exchange.isHead()
        || !visits.isVisit(name -> exchange.header(name).orElse(null))) {
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

  /** From where a request comes, as far as it is known by proxies that are trusted. */
  InetAddress address(Exchange exchange) {
    InetAddress peer = exchange.peer();
    return settings.trusts(peer) ? behind(peer, exchange) : peer;
  }

  boolean wasHere(Onlooker onlooker, String what) {
    return recent.getIfPresent(new Glance(onlooker.address(), onlooker.agent(), what)) != null;
  }

  void here(Onlooker onlooker, String what) {
    recent.put(new Glance(onlooker.address(), onlooker.agent(), what), true);
  }

  /** The nearest address that is no trusted proxy's, read from the right, where each appends. */
  private InetAddress behind(InetAddress peer, Exchange exchange) {
    List<String> hops =
        exchange.headers("X-Forwarded-For").stream()
            .flatMap(value -> List.of(value.split(",", MAX_HOPS)).stream())
            .toList();
    InetAddress nearest = peer;
    for (int i = hops.size() - 1; i >= 0; i--) {
      Optional<InetAddress> hop = address(hops.get(i).strip());
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
