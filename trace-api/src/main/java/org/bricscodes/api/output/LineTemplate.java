package org.bricscodes.api.output;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Text with holes for what differs from code to code. Not thread-safe. */
final class LineTemplate {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
  private final Map<Hole, List<Integer>> holes = new EnumMap<>(Hole.class);

  LineTemplate text(String text) {
    bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  LineTemplate hole(Hole hole) {
    holes.computeIfAbsent(hole, none -> new ArrayList<>()).add(bytes.size());
    return text("0".repeat(hole.length()));
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }

  /** Where those of a kind begin, in order. */
  int[] holes(Hole hole) {
    return holes.getOrDefault(hole, List.of()).stream().mapToInt(Integer::intValue).toArray();
  }
}
