package org.bricscodes.codes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The master keys of a service as files: {@code master.key} first, then {@code master-2.key},
 * {@code master-3.key} and so on, without a gap, each plain or each wrapped under one
 * key-encryption key. Keep a copy of the folder apart from the data, and of the key-encryption key
 * apart from both.
 */
public final class KeyDirectory {

  private final Path folder;
  private final @Nullable KeyWrapper wrapper;
  private final SecureRandom random;

  /**
   * @param folder closed to all but its owner; made with the first key if absent
   * @param wrapper under which the files are wrapped; null: they are plain
   */
  public KeyDirectory(Path folder, @Nullable KeyWrapper wrapper, SecureRandom random) {
    this.folder = folder;
    this.wrapper = wrapper;
    this.random = random;
  }

  /** Where the key of this number lies, 1 being the first. */
  public Path file(int number) {
    return folder.resolve(number == 1 ? "master.key" : "master-" + number + ".key");
  }

  /** Whether the first key is there. */
  public boolean exists() {
    return Files.exists(file(1));
  }

  /**
   * Opens every key; makes the first if there is none, durably. The ring makes further ones here.
   *
   * @throws CodesException.UnusableKey naming the file and what is wrong with it; also when one of
   *     the row is missing
   */
  public KeyRing openOrCreate() {
    List<KeyHolder> keys = new ArrayList<>();
    if (!exists() && last() > 1) {
      throw new CodesException.UnusableKey(file(1) + " is missing: put it back");
    }
    keys.add(named(1, () -> file(1, wrapper).openOrCreate(random)));
    int last = last();
    for (int number = 2; number <= last; number++) {
      int each = number;
      keys.add(named(number, () -> file(each, wrapper).open()));
    }
    return KeyRing.growing(keys, this::makeNext);
  }

  /**
   * Puts every key file into another form: wrapped, plain, or wrapped under another KEK. No code
   * changes. A crash in between leaves some files in the old form; calling again goes on, because
   * files in the new form already are left alone. Where both forms bear one id, as two keys behind
   * one program do, a file that the old form opens is always wrapped anew: that the new form opens
   * it too says nothing of the key it lies under.
   *
   * @param next the form to be; null: plain
   * @return how many files were changed
   * @throws CodesException.UnusableKey if a file is in neither form; those before it are done
   */
  public int rewrap(@Nullable KeyWrapper next) {
    int last = last();
    if (!exists()) {
      throw new CodesException.UnusableKey("there is no master key at " + file(1));
    }
    int changed = 0;
    for (int number = 1; number <= last; number++) {
      int each = number;
      changed +=
          named(
              number,
              () -> {
                if (isDone(each, next)) {
                  return 0;
                }
                file(each, wrapper).replace(file(each, next), random);
                return 1;
              });
    }
    return changed;
  }

  /** Makes a key-encryption key for {@code file:} wrappers, and refuses to replace one. */
  public static void makeKeyEncryptionKey(Path file, SecureRandom random) {
    if (Files.exists(file)) {
      throw new CodesException.UnusableKey(file + " exists already and was left as it is");
    }
    MasterKey.openOrCreate(file, random);
  }

  private boolean isDone(int number, @Nullable KeyWrapper next) {
    boolean oneId = wrapper != null && next != null && wrapper.id().equals(next.id());
    return isIn(number, next) && !(oneId && isIn(number, wrapper));
  }

  private boolean isIn(int number, @Nullable KeyWrapper form) {
    try {
      file(number, form).open();
      return true;
    } catch (CodesException.UnusableKey _) {
      return false;
    }
  }

  private KeyHolder makeNext() {
    int number = last() + 1;
    return named(number, () -> file(number, wrapper).openOrCreate(random));
  }

  /** The number of the last file; a gap before it is a loss. */
  private int last() {
    if (!Files.isDirectory(folder)) {
      return 1;
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<String> names = files.map(file -> file.getFileName().toString()).toList();
      return IntStream.rangeClosed(2, KeyRing.MAX_KEYS)
          .filter(number -> names.contains(file(number).getFileName().toString()))
          .max()
          .orElse(1);
    } catch (IOException e) {
      throw new CodesException.UnusableKey("the folder of keys cannot be read", e);
    }
  }

  private KeyFile file(int number, @Nullable KeyWrapper form) {
    return new KeyFile(file(number), form);
  }

  private interface Opening<T> {
    T open();
  }

  private <T> T named(int number, Opening<T> opening) {
    try {
      return opening.open();
    } catch (CodesException.UnusableKey e) {
      throw new CodesException.UnusableKey(file(number) + ": " + e.getMessage(), e);
    }
  }
}
