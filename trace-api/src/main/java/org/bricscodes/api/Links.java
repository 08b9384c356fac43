package org.bricscodes.api;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.gs1.Gs1Exception;
import org.bricscodes.gs1.Gs1Fault;
import org.bricscodes.gs1.ScannedText;

/** Digital Links in addresses. */
final class Links {

  private static final Pattern BEYOND_ASCII = Pattern.compile("(?:%[89A-Fa-f][0-9A-Fa-f])+");

  private Links() {}

  /**
   * Reads a raw path that begins with its key, with or without query.
   *
   * @throws Problem {@link ProblemKind#INVALID_LINK} with every fault and, where the repair is
   *     plain, what the link would be then
   */
  static DigitalLink parse(String rawTarget) {
    try {
      return DigitalLink.parseTarget(rawTarget);
    } catch (Gs1Exception e) {
      throw suggesting(problem(e.faults()), rawTarget);
    }
  }

  /** As for a text that was typed: look-alikes and the order put right, for a person to confirm. */
  private static Problem suggesting(Problem problem, String rawTarget) {
    String typed =
        BEYOND_ASCII
            .matcher(rawTarget)
            .replaceAll(run -> Matcher.quoteReplacement(utf8(run.group().replace("%", ""))));
    return ScannedText.read(DigitalLink.CANONICAL_BASE + typed) instanceof ScannedText.Faulty faulty
        ? faulty
            .suggestion()
            .map(suggestion -> problem.with("suggestion", suggestion.link().canonical()))
            .orElse(problem)
        : problem;
  }

  private static String utf8(String hex) {
    return new String(HexFormat.of().parseHex(hex), StandardCharsets.UTF_8);
  }

  /** Reads a link on any host, or a path that begins with its key. */
  static DigitalLink parseAnywhere(String text) {
    try {
      return text.startsWith("/") ? DigitalLink.parseTarget(text) : DigitalLink.parse(text);
    } catch (Gs1Exception e) {
      throw problem(e.faults());
    }
  }

  /** Every fault of a link. */
  static Problem problem(List<Gs1Fault> faults) {
    return new Problem(
        ProblemKind.INVALID_LINK,
        faults.getFirst().message(),
        faults.stream()
            .map(f -> new Problem.Fault(f.part() + ", character " + f.position(), f.message()))
            .toList());
  }
}
