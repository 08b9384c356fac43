package org.bricscodes.scans;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells people from programs: link previews, prefetching browsers, crawlers and monitors are no
 * visits. A program that hides is counted; the rules expect some noise.
 */
public final class Visits {

  private static final List<String> PREFETCH =
      List.of("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz");

  private final List<String> programs;

  private Visits(List<String> programs) {
    this.programs = List.copyOf(programs);
  }

  /** By the list that comes with this version, {@code agents.txt}. */
  public static Visits standard() {
    try (InputStream in = Objects.requireNonNull(Visits.class.getResourceAsStream("agents.txt"))) {
      return new Visits(
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .map(String::strip)
              .filter(line -> !line.isEmpty() && !line.startsWith("#"))
              .toList());
    } catch (IOException e) {
      throw new IllegalStateException("a resource can be read", e);
    }
  }

  /**
   * Whether somebody looks.
   *
   * @param header value of a request's header by name; null where it has none
   */
  public boolean isVisit(Function<String, @Nullable String> header) {
    String agent = header.apply("User-Agent");
    if (agent == null || agent.isBlank() || header.apply("Authorization") != null) {
      return false; // a browser says who it is, and a key belongs to a program of the trade
    }
    for (String name : PREFETCH) {
      String purpose = header.apply(name);
      if (purpose != null) {
        String lower = purpose.toLowerCase(Locale.ROOT);
        if (lower.contains("prefetch")
            || lower.contains("prerender")
            || lower.contains("preview")) {
          return false;
        }
      }
    }
    return isBrowser(agent);
  }

  /** Whether what calls itself so is none of the programs that are known. */
  private boolean isBrowser(String agent) {
    String lower = agent.toLowerCase(Locale.ROOT);
    for (String program : programs) {
      if (lower.contains(program)) {
        return false;
      }
    }
    return true;
  }
}
