package org.bricscodes.chaincode;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.hyperledger.fabric.shim.Chaincode.Response;
import org.hyperledger.fabric.shim.ChaincodeBase;
import org.jspecify.annotations.Nullable;

/**
 * A channel's state in memory, as the shim shows it to one transaction after the other: reads see
 * what was committed before, writes of a refused transaction are dropped. Whose transaction it is
 * and when it was proposed, the test says.
 */
final class MemoryState {

  private final ChaincodeBase chaincode;
  private final Map<String, byte[]> committed = new TreeMap<>();
  private final List<String> events = new ArrayList<>();
  private int transactions;

  MemoryState(ChaincodeBase chaincode) {
    this.chaincode = chaincode;
  }

  /** Executes and, if it is not refused, commits. */
  Response invoke(byte[] creator, Instant at, byte[]... arguments) {
    MemoryStub stub = new MemoryStub(committed, ++transactions, creator, at, List.of(arguments));
    Response response = chaincode.invoke(stub.asStub());
    if (response.getStatus() == Response.Status.SUCCESS) {
      committed.putAll(stub.written());
      stub.event().ifPresent(events::add);
    }
    return response;
  }

  /** Keys and values, as text. */
  Map<String, String> contents() {
    Map<String, String> text = new HashMap<>();
    committed.forEach((key, value) -> text.put(key, new String(value, StandardCharsets.UTF_8)));
    return text;
  }

  /** Names of the events of committed transactions. */
  List<String> events() {
    return List.copyOf(events);
  }

  /** An identity of an organisation, whose certificate lies beside this class. */
  static byte[] creator(String msp, String certificate) {
    return SerializedIdentity.newBuilder()
        .setMspid(msp)
        .setIdBytes(ByteString.copyFrom(resource(certificate + ".pem")))
        .build()
        .toByteArray();
  }

  private static byte[] resource(String name) {
    try (@Nullable InputStream in = MemoryState.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException("no " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether two responses say the same. */
  static boolean same(Response one, Response other) {
    return one.getStatus() == other.getStatus()
        && Arrays.equals(one.getPayload(), other.getPayload());
  }
}
