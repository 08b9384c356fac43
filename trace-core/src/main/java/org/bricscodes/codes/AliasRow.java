package org.bricscodes.codes;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.bricscodes.store.StoreException;

/** An alias as bytes: version 1, scheme, code as given, target, owner, microseconds since 1970. */
final class AliasRow {

  private static final int VERSION = 1;

  private AliasRow() {}

  static byte[] encode(Alias alias) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(160);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeUTF(alias.code().scheme().name());
      out.writeUTF(alias.code().text());
      out.writeUTF(alias.target().link());
      out.writeUTF(alias.owner());
      out.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, alias.registered()));
    } catch (IOException e) {
      throw new AssertionError("a byte array takes every write", e);
    }
    return bytes.toByteArray();
  }

  static Alias decode(byte[] row) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(row))) {
      if (in.readByte() != VERSION) {
        throw new StoreException.Corrupt("alias row of an unknown version");
      }
      AliasCode code = AliasCode.parse(new AliasScheme(in.readUTF()), in.readUTF());
      AliasTarget target = AliasTarget.parse(in.readUTF());
      String owner = in.readUTF();
      Instant registered = Instant.EPOCH.plus(in.readLong(), ChronoUnit.MICROS);
      return new Alias(code, target, owner, registered);
    } catch (IOException e) {
      throw new StoreException.Corrupt("alias row is cut short", e);
    }
  }
}
