package org.bricscodes.codes;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.bricscodes.store.Key;

/** Where aliases lie; the layout stands with {@link Aliases} and is permanent. */
final class AliasKeys {

  private static final byte[] ITEM_SORT = {0};

  private AliasKeys() {}

  static Key of(Alias alias) {
    AliasCode code = alias.code();
    if (code.scheme().namesItems()) {
      return item(code.key());
    }
    byte[] scheme = utf8(code.scheme().name());
    ByteBuffer sort =
        ByteBuffer.allocate(scheme.length + 1 + (code.scheme().isExclusive() ? 0 : 32));
    sort.put(scheme).put((byte) 0);
    if (!code.scheme().isExclusive()) {
      sort.put(ReportFaults.sha256().digest(utf8(alias.owner() + '\n' + alias.target().link())));
    }
    return new Key(Rows.ALIASES, text(code.key()), sort.array());
  }

  static Key item(String gtinAndSerial) {
    return new Key(Rows.ALIASES, utf8("i" + gtinAndSerial), ITEM_SORT);
  }

  /** The partition of all that was registered under a text. */
  static byte[] text(String text) {
    return utf8("v" + text);
  }

  /** The line of the owner's list that leads to an alias. */
  static Key listing(String owner, Key alias) {
    return new Key(Rows.ALIAS_OWNERS, list(owner), line(alias));
  }

  /** Where an alias lies, as a line; the inverse of {@link #listed}. */
  static byte[] line(Key alias) {
    byte[] partition = alias.partition();
    byte[] sort = alias.sort();
    return ByteBuffer.allocate(2 + partition.length + sort.length)
        .putShort((short) partition.length)
        .put(partition)
        .put(sort)
        .array();
  }

  static byte[] list(String owner) {
    return utf8(owner);
  }

  /** The alias that a line of a list leads to. */
  static Key listed(byte[] line) {
    ByteBuffer bytes = ByteBuffer.wrap(line);
    byte[] partition = new byte[bytes.getShort()];
    bytes.get(partition);
    byte[] sort = new byte[bytes.remaining()];
    bytes.get(sort);
    return new Key(Rows.ALIASES, partition, sort);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
