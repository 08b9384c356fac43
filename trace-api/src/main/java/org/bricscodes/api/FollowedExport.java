package org.bricscodes.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.resolver.Anchor;
import org.jspecify.annotations.Nullable;

/** The file of an export, line by line; no more of it than a line is ever in memory. */
final class FollowedExport implements Closeable {

  /** Several times what a document of the most and longest links takes. */
  private static final int MAX_LINE = 4 << 20;

  private final BufferedReader reader;
  private int number;

  /**
   * @param number of the line, from 1
   */
  record Line(int number, String text) {

    /** Where the document belongs; null: the line does not say. */
    @Nullable Place place() {
      try {
        JsonNode body = Json.read(text.getBytes(StandardCharsets.UTF_8));
        String owner = body.path("owner").asText();
        DigitalLink link = Links.parseAnywhere(body.path("anchor").asText()).withoutParameters();
        return owner.isEmpty()
            ? null
            : Anchor.of(link).map(anchor -> new Place(owner, anchor)).orElse(null);
      } catch (Problem _) {
        return null;
      }
    }
  }

  /** Whose document, on what; in the order of an export, and of a registry's listings. */
  record Place(String owner, Anchor anchor) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      int owners =
          Arrays.compareUnsigned(
              owner.getBytes(StandardCharsets.UTF_8), other.owner.getBytes(StandardCharsets.UTF_8));
      return owners != 0 ? owners : anchor.compareTo(other.anchor);
    }
  }

  private FollowedExport(BufferedReader reader) {
    this.reader = reader;
  }

  static FollowedExport open(Path file) throws IOException {
    return new FollowedExport(Files.newBufferedReader(file, StandardCharsets.UTF_8));
  }

  /** The next line that says something; null: that was all. */
  @Nullable Line next() throws IOException {
    StringBuilder text = new StringBuilder(512);
    for (int c = reader.read(); c >= 0; c = reader.read()) {
      if (c != '\n') {
        text.append((char) c);
      } else {
        number++;
        if (!text.toString().isBlank()) {
          return new Line(number, text.toString());
        }
        text.setLength(0);
      }
      if (text.length() > MAX_LINE) {
        throw new IOException("line " + (number + 1) + " of the export is longer than 4 MiB");
      }
    }
    number++;
    return text.toString().isBlank() ? null : new Line(number, text.toString());
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
