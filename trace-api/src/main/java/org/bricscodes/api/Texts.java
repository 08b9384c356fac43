package org.bricscodes.api;

import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.TreeMap;

/** The words of the pages in one language, from {@code messages*.properties}. */
final class Texts {

  private final ResourceBundle bundle;
  private final Map<String, String> all;

  private Texts(ResourceBundle bundle) {
    this.bundle = bundle;
    Map<String, String> words = new TreeMap<>();
    bundle.keySet().forEach(key -> words.put(key.replace('.', '_'), bundle.getString(key)));
    this.all = Map.copyOf(words);
  }

  static Texts english() {
    return new Texts(ResourceBundle.getBundle("org.bricscodes.api.messages", Locale.ENGLISH));
  }

  /**
   * @throws MissingResourceException if there is no such text, which a test rules out for every
   *     word the domain can say
   */
  String of(String key) {
    return bundle.getString(key);
  }

  /** The text, or the key's last part made readable: for open vocabularies. */
  String ofOpen(String prefix, String word) {
    String key = prefix + word;
    return bundle.containsKey(key) ? bundle.getString(key) : readable(word);
  }

  /** Every text for templates, dots in keys written as underscores. */
  Map<String, String> all() {
    return all;
  }

  private static String readable(String word) {
    String spaced = word.replace('_', ' ').replace('-', ' ').strip();
    return spaced.isEmpty()
        ? spaced
        : spaced.substring(0, 1).toUpperCase(Locale.ROOT) + spaced.substring(1);
  }
}
