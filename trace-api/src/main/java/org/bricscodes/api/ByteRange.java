package org.bricscodes.api;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a representation that a {@code Range} field asks for (RFC 9110 §14). Other units,
 * several ranges and what is not well-formed are no range: such a field is ignored, and the whole
 * is the answer.
 *
 * @param first the first byte; -1: {@code last} bytes at the end
 * @param last the last byte, Long.MAX_VALUE if open
 */
record ByteRange(long first, long last) {

  private static final Pattern ONE =
      Pattern.compile("bytes=[ \\t]*([0-9]{0,18})-([0-9]{0,18})[ \\t]*", Pattern.CASE_INSENSITIVE);

  /** Bytes {@code from} to {@code to - 1}. */
  record Span(long from, long to) {
    String contentRange(long length) {
      return "bytes " + from + "-" + (to - 1) + "/" + length;
    }
  }

  static Optional<ByteRange> parse(String field) {
    Matcher match = ONE.matcher(field);
    if (!match.matches()) {
      return Optional.empty();
    }
    String first = match.group(1);
    String last = match.group(2);
    if (first.isEmpty()) {
      return last.isEmpty()
          ? Optional.empty()
          : Optional.of(new ByteRange(-1, Long.parseLong(last)));
    }
    ByteRange range =
        new ByteRange(
            Long.parseLong(first), last.isEmpty() ? Long.MAX_VALUE : Long.parseLong(last));
    return range.last < range.first ? Optional.empty() : Optional.of(range);
  }

  /** What it means of {@code length} bytes; empty if none of them is asked for. */
  Optional<Span> of(long length) {
    Span span =
        first < 0
            ? new Span(Math.max(0, length - last), length)
            : new Span(first, last < length ? last + 1 : length);
    return span.from < span.to ? Optional.of(span) : Optional.empty();
  }
}
