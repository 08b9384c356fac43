package org.bricscodes.chaincode;

import java.nio.charset.StandardCharsets;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.hyperledger.fabric.shim.ledger.CompositeKey;
import org.jspecify.annotations.Nullable;

/** The state of one transaction, under composite keys. */
final class Stub {

  private final ChaincodeStub stub;
  private final Writer writer;
  private final long time;

  Stub(ChaincodeStub stub) throws Refusal {
    this.stub = stub;
    this.writer = Writer.of(stub.getCreator());
    this.time = stub.getTxTimestamp().getEpochSecond();
  }

  Writer writer() {
    return writer;
  }

  /** The second at which the proposal was made, by its writer's clock. */
  long time() {
    return time;
  }

  StoredRecord record(byte[] content) {
    return StoredRecord.of(writer, stub.getTxId(), time, content);
  }

  /** The value under a key, or null. */
  byte @Nullable [] value(String kind, String... names) {
    byte[] value = stub.getState(key(kind, names));
    return value == null || value.length == 0 ? null : value;
  }

  @Nullable String text(String kind, String... names) {
    byte[] value = value(kind, names);
    return value == null ? null : new String(value, StandardCharsets.UTF_8);
  }

  void put(byte[] value, String kind, String... names) {
    stub.putState(key(kind, names), value);
  }

  void put(String value, String kind, String... names) {
    put(value.getBytes(StandardCharsets.UTF_8), kind, names);
  }

  void announce(String name, byte[] record) {
    stub.setEvent(name, record);
  }

  private static String key(String kind, String... names) {
    return new CompositeKey(kind, names).toString();
  }
}
