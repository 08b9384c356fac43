package org.bricscodes.codes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.bricscodes.store.CasResult;
import org.bricscodes.store.Key;
import org.bricscodes.store.Store;
import org.bricscodes.store.Write;
import org.jspecify.annotations.Nullable;

/**
 * The epoch keys of one master key, held against the key ids the store recorded when each epoch was
 * first used. A recorded id never changes, so what was read once is kept.
 */
final class EpochKeys {

  sealed interface Answer {}

  /** Nothing was ever issued in this epoch. */
  record Unused() implements Answer {}

  /** This master key made the epoch's codes. */
  record Ours(EpochKey key) implements Answer {}

  /** Another master key did. */
  record Foreign() implements Answer {}

  private final Rows rows;
  private final MasterKey master;
  private final AtomicReferenceArray<@Nullable Answer> known =
      new AtomicReferenceArray<>(KeyEpoch.COUNT);

  EpochKeys(Rows rows, MasterKey master) {
    this.rows = rows;
    this.master = master;
  }

  Answer look(KeyEpoch epoch) {
    Answer answer = known.get(epoch.number());
    return answer != null ? answer : judge(epoch, rows.get(key(epoch)));
  }

  Optional<EpochKey> recorded(KeyEpoch epoch) {
    return look(epoch) instanceof Ours ours ? Optional.of(ours.key()) : Optional.empty();
  }

  /** Makes this master key the epoch's, if none is yet. */
  EpochKey claim(KeyEpoch epoch) {
    Answer answer = look(epoch);
    if (answer instanceof Unused) {
      Key key = key(epoch);
      byte[] id = master.epochKey(epoch).id();
      CasResult result = rows.compareAndSet(key, null, List.of(new Write.Put(key, id)));
      answer =
          switch (result) {
            case CasResult.Applied _ -> judge(epoch, id);
            case CasResult.Conflict conflict -> judge(epoch, conflict.current());
          };
    }
    if (answer instanceof Ours ours) {
      return ours.key();
    }
    throw new CodesException.KeyMismatch(epoch);
  }

  List<KeyEpoch> foreign() {
    List<KeyEpoch> foreign = new ArrayList<>();
    for (int number = 0; number < KeyEpoch.COUNT; number++) {
      KeyEpoch epoch = new KeyEpoch(number);
      if (look(epoch) instanceof Foreign) {
        foreign.add(epoch);
      }
    }
    return foreign;
  }

  /** Whether any epoch has a recorded key id. */
  static boolean anyRecorded(Store store) {
    for (int number = 0; number < KeyEpoch.COUNT; number++) {
      if (store.get(key(new KeyEpoch(number))) != null) {
        return true;
      }
    }
    return false;
  }

  private Answer judge(KeyEpoch epoch, byte @Nullable [] recordedId) {
    if (recordedId == null) {
      return new Unused();
    }
    EpochKey key = master.epochKey(epoch);
    Answer answer = Arrays.equals(recordedId, key.id()) ? new Ours(key) : new Foreign();
    // The first answer stays, so that every cipher is cached under one key object.
    Answer first = known.compareAndExchange(epoch.number(), null, answer);
    return first != null ? first : answer;
  }

  private static Key key(KeyEpoch epoch) {
    return Key.of(Rows.KEYS, new byte[] {(byte) epoch.symbol()});
  }
}
