package org.bricscodes.resolver;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The link types of the GS1 Web Vocabulary, from {@code link-types.txt}. */
public final class LinkTypes {

  private static final SequencedMap<String, String> TITLES = load();

  private LinkTypes() {}

  /** The title of a stable type of the vocabulary; empty for any other. */
  public static Optional<String> title(LinkType type) {
    String name = type.name();
    String title = name == null ? null : TITLES.get(name);
    return title == null || title.startsWith("[") ? Optional.empty() : Optional.of(title);
  }

  /** Names and titles of all types, deprecated ones with what replaces them in brackets. */
  static Map<String, String> all() {
    return TITLES;
  }

  /** What is wrong with registering a link under this type, and what would be right; or null. */
  static @Nullable String fault(LinkType type) {
    String name = type.name();
    if (name == null || title(type).isPresent()) {
      return null;
    }
    String title = TITLES.get(name);
    if (title != null) {
      return "gs1:" + name + " is deprecated: use gs1:" + title.substring(1, title.length() - 1);
    }
    for (String known : TITLES.keySet()) {
      if (known.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
        return "the GS1 Web Vocabulary spells it gs1:" + known;
      }
    }
    return "the GS1 Web Vocabulary has no link type gs1:" + name + "; it has gs1:pip, for instance";
  }

  private static SequencedMap<String, String> load() {
    SequencedMap<String, String> titles = new TreeMap<>();
    try (InputStream in = LinkTypes.class.getResourceAsStream("link-types.txt");
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(
                    Objects.requireNonNull(in, "link-types.txt"), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int colon = line.indexOf(": ");
        if (colon > 0 && line.charAt(0) != '#') {
          titles.put(line.substring(0, colon), line.substring(colon + 2).strip());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Collections.unmodifiableSequencedMap(titles);
  }
}
