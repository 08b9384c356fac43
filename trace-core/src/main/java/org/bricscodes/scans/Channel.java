package org.bricscodes.scans;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** By which way a code was looked up. */
public enum Channel {
  /** The page people see. */
  PAGE("page"),
  /** The same as JSON, by an app. */
  JSON("json"),
  /** The code under the seal was tried. */
  INNER("inner");

  private static final Map<String, Channel> BY_WORD =
      Stream.of(values()).collect(Collectors.toUnmodifiableMap(Channel::word, Function.identity()));

  private final String word;

  Channel(String word) {
    this.word = word;
  }

  /** The word used in JSON. */
  public String word() {
    return word;
  }

  /** The inverse of {@link #word}. */
  public static Optional<Channel> ofWord(String word) {
    return Optional.ofNullable(BY_WORD.get(word));
  }
}
