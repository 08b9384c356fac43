package org.bricscodes.api.output;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.bricscodes.codes.Serial;

/** Text with holes for the serial. Not thread-safe. */
final class LineTemplate {

  private static final byte[] HOLE = "0".repeat(Serial.LENGTH).getBytes(StandardCharsets.US_ASCII);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
  private final List<Integer> serials = new ArrayList<>();

  LineTemplate text(String text) {
    bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  LineTemplate serial() {
    serials.add(bytes.size());
    bytes.writeBytes(HOLE);
    return this;
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }

  /** Where serials go, in order. */
  List<Integer> serials() {
    return List.copyOf(serials);
  }
}
