package org.bricscodes.codes;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Key wrappers by name: {@code KIND:WHERE}.
 *
 * <ul>
 *   <li>{@code file:/mnt/kek/trace.kek}: a file with 32 bytes as text, on another disk than the
 *       data;
 *   <li>{@code command:/usr/local/bin/trace-kek alias/trace}: a program that asks a key management
 *       service ({@link CommandKeyWrapper} says how it is called);
 *   <li>any other kind that a {@link KeyWrapperProvider} on the class path offers.
 * </ul>
 */
public final class KeyWrappers {

  private static final List<KeyWrapperProvider> BUILT_IN =
      List.of(
          provider("file", where -> FileKeyWrapper.open(path(where))),
          provider("command", CommandKeyWrapper::parse));

  private KeyWrappers() {}

  /**
   * Opens the wrapper a text names; null, where there is no text, is none.
   *
   * @throws CodesException.UnusableKey if the kind is not known (the message lists those that are),
   *     or there is no usable KEK
   */
  public static @Nullable KeyWrapper openIfGiven(@Nullable String text) {
    return text == null || text.isBlank() ? null : open(text);
  }

  /** As {@link #openIfGiven}, of a text that must be there. */
  public static KeyWrapper open(String text) {
    int colon = text.indexOf(':');
    String kind = colon < 0 ? text.strip() : text.substring(0, colon).strip();
    List<KeyWrapperProvider> providers = new ArrayList<>(BUILT_IN);
    ServiceLoader.load(KeyWrapperProvider.class).forEach(providers::add);
    for (KeyWrapperProvider provider : providers) {
      if (colon > 0 && provider.kind().equals(kind)) {
        return provider.open(text.substring(colon + 1).strip());
      }
    }
    TreeSet<String> kinds = new TreeSet<>();
    providers.forEach(provider -> kinds.add(provider.kind() + ":"));
    throw new CodesException.UnusableKey(
        "a key-encryption key is named by one of " + String.join(", ", kinds) + " and its place");
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new CodesException.UnusableKey("behind file: there is no path", e);
    }
  }

  private interface Opener {
    KeyWrapper open(String where);
  }

  private static KeyWrapperProvider provider(String kind, Opener opener) {
    return new KeyWrapperProvider() {
      @Override
      public String kind() {
        return kind;
      }

      @Override
      public KeyWrapper open(String where) {
        return opener.open(where);
      }
    };
  }
}
