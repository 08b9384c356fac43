package org.bricscodes.api;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bricscodes.capture.MasterData;
import org.bricscodes.epcis.VocabularyElement;
import org.bricscodes.provenance.NamedPlace;
import org.jspecify.annotations.Nullable;

/**
 * Places as captured master data describe them, by the attributes of CBV 2.0 §9. A new description
 * shows within ten seconds. Any thread; may block on the store.
 */
final class PlaceNames {

  private static final int CACHED = 10_000;
  private static final Duration FRESH = Duration.ofSeconds(10);
  private static final int MAX_NAME = 200;

  private final LoadingCache<String, Optional<NamedPlace>> cache;

  PlaceNames(MasterData masterData) {
    this.cache =
        Caffeine.newBuilder()
            .maximumSize(CACHED)
            .expireAfterWrite(FRESH)
            .build(uri -> masterData.find(uri).flatMap(found -> place(found.element())));
  }

  Optional<NamedPlace> find(String uri) {
    return cache.get(uri);
  }

  private static Optional<NamedPlace> place(VocabularyElement element) {
    Map<String, String> attributes = new HashMap<>();
    element.attributes().forEach((name, value) -> attributes.put(localName(name), value));
    String name = shortText(attributes.get("name"));
    return name == null
        ? Optional.empty()
        : Optional.of(
            new NamedPlace(
                element.id(),
                name,
                shortText(attributes.get("city")),
                country(attributes.get("countryCode")),
                degrees(attributes.get("latitude"), 90),
                degrees(attributes.get("longitude"), 180)));
  }

  /**
   * The name behind a prefix or namespace: {@code cbvmda:name}, {@code urn:epcglobal:cbv:mda:name}.
   */
  private static String localName(String name) {
    return name.substring(Math.max(name.lastIndexOf(':'), name.lastIndexOf('#')) + 1);
  }

  private static @Nullable String shortText(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    return text.length() <= MAX_NAME ? text : text.substring(0, MAX_NAME - 1) + "…";
  }

  private static @Nullable String country(@Nullable String code) {
    return code != null && code.matches("[A-Za-z]{2}") ? code.toUpperCase(Locale.ROOT) : null;
  }

  private static @Nullable Double degrees(@Nullable String text, int most) {
    if (text == null || !text.matches("-?[0-9]{1,3}(\\.[0-9]{1,12})?")) {
      return null;
    }
    double degrees = Double.parseDouble(text);
    return Math.abs(degrees) <= most ? degrees : null;
  }
}
