package org.bricscodes.tlog;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A static copy of a log in memory, whose bodies a test can spoil. */
record MapSource(Map<String, byte[]> bodies) implements LogSource {

  /** Everything the log serves for its published size, and a few partials of earlier sizes. */
  static MapSource copyOf(TransparencyLog log, String... stalePartials) {
    Map<String, byte[]> bodies = new TreeMap<>();
    put(bodies, log, "checkpoint");
    for (String stale : stalePartials) {
      put(bodies, log, stale);
    }
    long size = log.checkpoint().size();
    for (int level = TilePath.ENTRIES; level < 8; level++) {
      long hashes = TilePath.hashesAt(level, size);
      for (long index = 0; index * TilePath.FULL < hashes; index++) {
        int width = (int) Math.min(TilePath.FULL, hashes - index * TilePath.FULL);
        put(bodies, log, new TilePath(level, index, width).toString());
      }
    }
    return new MapSource(bodies);
  }

  private static void put(Map<String, byte[]> bodies, TransparencyLog log, String path) {
    bodies.put(path, log.resource(path).orElseThrow().bytes());
  }

  MapSource copy() {
    return new MapSource(new TreeMap<>(bodies));
  }

  @Override
  public Optional<byte[]> read(String path, int maxBytes) {
    return Optional.ofNullable(bodies.get(path));
  }

  @Override
  public List<String> storedPartials() {
    return bodies.keySet().stream().filter(path -> path.contains(".p/")).toList();
  }
}
