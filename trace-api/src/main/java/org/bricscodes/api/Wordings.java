package org.bricscodes.api;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The wording of every language, each read when it is first wanted. Any thread. */
final class Wordings {

  private final Map<Language, Wording> read = new ConcurrentHashMap<>();

  Wording in(Language language) {
    return read.computeIfAbsent(language, Wording::in);
  }
}
