package org.bricscodes.api.demo;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Fills in what a story cannot know beforehand: the codes of its batches.
 *
 * <pre>
 * ${code:REF:I}             canonical Digital Link of pack I, counted from 0
 * "${codes:REF:A-B}"        those of packs A to B, quoted and joined by commas
 * ${lot:REF}                canonical Digital Link of the lot
 * ${serial:REF:I}           the serial alone
 * ${link:REF:I}             the path printed on the pack, /01/…/10/…/21/…
 * </pre>
 */
final class Placeholders {

  private static final Pattern MARK =
      Pattern.compile("\"\\$\\{codes:([^:}]+):(\\d{1,6})-(\\d{1,6})}\"|\\$\\{([a-z]+):([^}]*)}");
  private static final String CANONICAL = "https://id.gs1.org";

  private final Map<String, Issued> batches;

  /** A batch with its serials in order. */
  record Issued(String gtin, String lot, List<String> serials) {
    String code(int index) {
      return CANONICAL + "/01/" + gtin + "/21/" + serials.get(index);
    }
  }

  Placeholders(Map<String, Issued> batches) {
    this.batches = Map.copyOf(batches);
  }

  /**
   * @param where named if something cannot be filled in
   * @throws StoryException on an unknown placeholder or batch, or a pack that is not in it
   */
  String fill(String text, String where) {
    return MARK.matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(value(match.group(), where)));
  }

  private String value(String mark, String where) {
    Matcher match = MARK.matcher(mark);
    if (!match.matches()) {
      throw new IllegalStateException("what was found matches");
    }
    if (match.group(1) != null) {
      Issued batch = batch(match.group(1), mark, where);
      int from = Integer.parseInt(match.group(2));
      int to = pack(batch, match.group(3), mark, where);
      return IntStream.rangeClosed(from, to)
          .mapToObj(index -> '"' + batch.code(index) + '"')
          .collect(Collectors.joining(","));
    }
    String[] parts = match.group(5).split(":", 2);
    Issued batch = batch(parts[0], mark, where);
    String index = parts.length == 2 ? parts[1] : "";
    return switch (match.group(4)) {
      case "lot" -> CANONICAL + "/01/" + batch.gtin() + "/10/" + batch.lot();
      case "code" -> batch.code(pack(batch, index, mark, where));
      case "serial" -> batch.serials().get(pack(batch, index, mark, where));
      case "link" ->
          "/01/"
              + batch.gtin()
              + "/10/"
              + batch.lot()
              + "/21/"
              + batch.serials().get(pack(batch, index, mark, where));
      case String _ -> throw new StoryException(where + ": unknown placeholder " + mark);
    };
  }

  private Issued batch(String ref, String mark, String where) {
    Issued batch = batches.get(ref);
    if (batch == null) {
      throw new StoryException(where + ": no batch called " + ref + " for " + mark);
    }
    return batch;
  }

  private static int pack(Issued batch, String index, String mark, String where) {
    int number = index.matches("\\d{1,6}") ? Integer.parseInt(index) : -1;
    if (number < 0 || number >= batch.serials().size()) {
      throw new StoryException(
          where + ": " + mark + " names a pack outside 0 to " + (batch.serials().size() - 1));
    }
    return number;
  }
}
