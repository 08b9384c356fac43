package org.bricscodes.store;

/** One change to one row. */
public sealed interface Write {

  Key key();

  /** Bytes of key and value, for accounting. */
  int bytes();

  /** Sets the row. The array is not copied; callers leave it alone. */
  @SuppressWarnings("ArrayRecordComponent") // hot path, never compared
  record Put(Key key, byte[] value) implements Write {
    public Put {
      if (value.length > Limits.MAX_VALUE) {
        throw new IllegalArgumentException("value is longer than 16 MiB");
      }
    }

    @Override
    public int bytes() {
      return key.bytes() + value.length;
    }
  }

  /** Removes the row if it is there. */
  record Delete(Key key) implements Write {
    @Override
    public int bytes() {
      return key.bytes();
    }
  }
}
