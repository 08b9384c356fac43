package org.bricscodes.codes;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The master keys in use, oldest first: codes are checked with whichever made them, and new epochs
 * are begun with the last. A key is never taken out, because its codes are on packs. Thread-safe.
 */
public final class KeyRing {

  /** Most keys of a ring. */
  public static final int MAX_KEYS = 64;

  private final @Nullable Supplier<KeyHolder> maker;
  private volatile List<KeyHolder> keys;

  private KeyRing(List<? extends KeyHolder> keys, @Nullable Supplier<KeyHolder> maker) {
    if (keys.isEmpty() || keys.size() > MAX_KEYS) {
      throw new CodesException.UnusableKey("a service has 1 to 64 master keys");
    }
    this.keys = List.copyOf(keys);
    this.maker = maker;
  }

  /** These keys and no others; {@link #grow} refuses. */
  public static KeyRing of(List<? extends KeyHolder> oldestFirst) {
    return new KeyRing(oldestFirst, null);
  }

  /**
   * These keys, and those that {@code maker} makes.
   *
   * @param maker makes one more key, durably, before it returns
   */
  public static KeyRing growing(List<? extends KeyHolder> oldestFirst, Supplier<KeyHolder> maker) {
    return new KeyRing(oldestFirst, maker);
  }

  /** Oldest first; at least one. */
  public List<KeyHolder> keys() {
    return keys;
  }

  /** The one that new epochs begin with. */
  public KeyHolder newest() {
    return keys.getLast();
  }

  /** What {@link KeyEpochs} says of this ring's keys: their public names, oldest first. */
  public List<String> names() {
    return keys.stream().map(EpochKey::masterName).toList();
  }

  /**
   * Makes one more master key, which is durable when this returns. Epochs begun from now on use it;
   * the current one goes on with its own until {@link KeyEpochs#rotate}.
   *
   * @throws CodesException.UnusableKey if this ring's keys come from a place where none can be made
   */
  public synchronized KeyHolder grow() {
    if (maker == null) {
      throw new CodesException.UnusableKey(
          "the master keys were given from outside: add the new one there, behind the others");
    }
    if (keys.size() == MAX_KEYS) {
      throw new CodesException.UnusableKey("a service has at most 64 master keys");
    }
    List<KeyHolder> more = new ArrayList<>(keys);
    KeyHolder made = maker.get();
    more.add(made);
    keys = List.copyOf(more);
    return made;
  }
}
