package org.bricscodes.api;

import com.ibm.icu.text.MessageFormat;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The words of the pages in one language, from {@code messages*.properties}. A text that a language
 * does not have is said in English.
 */
final class Texts {

  private final Map<String, String> texts;
  private final Map<String, MessageFormat> patterns;
  private final Map<String, String> plain;

  private Texts(Map<String, String> texts, Language language) {
    this.texts = texts;
    this.patterns = new HashMap<>();
    Map<String, String> words = new TreeMap<>();
    texts.forEach(
        (key, text) -> {
          if (text.indexOf('{') >= 0) {
            patterns.put(key, new MessageFormat(text, language.locale()));
          } else {
            words.put(key.replace('.', '_'), text);
          }
        });
    this.plain = Map.copyOf(words);
  }

  static Texts in(Language language) {
    Map<String, String> texts = new HashMap<>(file(""));
    if (language != Language.ENGLISH) {
      texts.putAll(file("_" + language.tag()));
    }
    return new Texts(texts, language);
  }

  /** What one file says, without what it leaves to English. */
  static Map<String, String> file(String suffix) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(Resources.text("messages" + suffix + ".properties")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> texts = new TreeMap<>();
    properties.stringPropertyNames().forEach(key -> texts.put(key, properties.getProperty(key)));
    return texts;
  }

  /**
   * @throws MissingResourceException if there is no such text, which a test rules out for every
   *     word the domain can say
   */
  String of(String key) {
    String text = texts.get(key);
    if (text == null) {
      throw new MissingResourceException("no such text", "messages.properties", key);
    }
    return text;
  }

  boolean has(String key) {
    return texts.containsKey(key);
  }

  /** A text whose braces are filled in; {@link #of} if it has none. */
  String of(String key, Map<String, ?> arguments) {
    MessageFormat pattern = patterns.get(key);
    // A format keeps state while it works, so each use has its own.
    return pattern == null ? of(key) : pattern.clone().format(arguments);
  }

  /** Every text without braces for templates, dots in keys written as underscores. */
  Map<String, String> all() {
    return plain;
  }
}
