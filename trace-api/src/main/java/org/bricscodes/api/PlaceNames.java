package org.bricscodes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bricscodes.provenance.NamedPlace;
import org.bricscodes.store.Key;
import org.bricscodes.store.Store;
import org.bricscodes.store.Table;
import org.bricscodes.store.Write;
import org.jspecify.annotations.Nullable;

/**
 * What places are called, as the master data of captured documents said. Whoever describes a place
 * first keeps the say over it, so that nobody can rename another's. Any thread; blocks on the
 * store.
 */
final class PlaceNames {

  static final Table TABLE = new Table("place_names", Table.Shape.ROWS);

  private static final int CACHED = 10_000;

  private final Store store;
  private final Cache<String, Optional<NamedPlace>> cache =
      Caffeine.newBuilder().maximumSize(CACHED).build();

  PlaceNames(Store store) {
    this.store = store;
  }

  Optional<NamedPlace> find(String uri) {
    return cache.get(uri, key -> Optional.ofNullable(read(key)));
  }

  /** Takes the descriptions of a document on; durable when it returns. */
  synchronized void learn(String party, List<NamedPlace> places) {
    List<Write> writes = new ArrayList<>();
    for (NamedPlace place : places) {
      byte @Nullable [] known = store.get(key(place.uri()));
      byte[] row = Json.bytes(json(party, place));
      if (known == null || Json.read(known).path("by").asText().equals(party)) {
        writes.add(new Write.Put(key(place.uri()), row));
      }
    }
    if (!writes.isEmpty()) {
      Await.done(store.write(writes));
      places.forEach(place -> cache.invalidate(place.uri()));
    }
  }

  private @Nullable NamedPlace read(String uri) {
    byte @Nullable [] row = store.get(key(uri));
    if (row == null) {
      return null;
    }
    JsonNode node = Json.read(row);
    return new NamedPlace(
        uri,
        node.path("name").asText(),
        text(node, "city"),
        text(node, "country"),
        number(node, "latitude"),
        number(node, "longitude"));
  }

  private static ObjectNode json(String party, NamedPlace place) {
    ObjectNode node = Json.object().put("by", party).put("name", place.name());
    return node.put("city", place.city())
        .put("country", place.countryCode())
        .put("latitude", place.latitude())
        .put("longitude", place.longitude());
  }

  private static @Nullable String text(JsonNode node, String name) {
    return node.path(name).isTextual() ? node.path(name).asText() : null;
  }

  private static @Nullable Double number(JsonNode node, String name) {
    return node.path(name).isNumber() ? node.path(name).asDouble() : null;
  }

  private static Key key(String uri) {
    return Key.of(TABLE, uri.getBytes(StandardCharsets.UTF_8));
  }
}
