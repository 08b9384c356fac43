package org.bricscodes.api.output;

/** Writes the units of one {@link Units}. Not thread-safe. */
@FunctionalInterface
interface UnitWriter {

  /**
   * Writes units {@code first} to {@code first + count - 1}, one behind the other from {@code at}.
   *
   * @param into has room for {@code count} units of the greatest length
   * @param facts for unit {@code first + k} at place {@code k}: what the file's tail has to know of
   *     it, as {@link Fact} packs it; left alone where the tail needs nothing
   * @return where the bytes end
   */
  int write(long first, int count, byte[] into, int at, long[] facts);
}
