package org.bricscodes.chaincode;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.jspecify.annotations.Nullable;

/**
 * The part of the shim's interface that our chaincode uses, over a map. Anything else fails, so
 * that a chaincode that begins to use more is noticed. As in Fabric, a transaction does not read
 * its own writes.
 */
final class MemoryStub {

  private final Map<String, byte[]> committed;
  private final Map<String, byte[]> written = new HashMap<>();
  private final String txId;
  private final byte[] creator;
  private final Instant at;
  private final List<byte[]> arguments;
  private @Nullable String event;

  MemoryStub(
      Map<String, byte[]> committed, int n, byte[] creator, Instant at, List<byte[]> arguments) {
    this.committed = committed;
    this.txId = HexFormat.of().toHexDigits(n, 8).repeat(8);
    this.creator = creator;
    this.at = at;
    this.arguments = arguments;
  }

  ChaincodeStub asStub() {
    return (ChaincodeStub)
        Proxy.newProxyInstance(
            ChaincodeStub.class.getClassLoader(),
            new Class<?>[] {ChaincodeStub.class},
            (proxy, method, values) ->
                switch (method.getName()) {
                  case "getArgs" -> arguments;
                  case "getTxId" -> txId;
                  case "getCreator" -> creator;
                  case "getTxTimestamp" -> at;
                  case "getState" -> committed.getOrDefault((String) values[0], new byte[0]);
                  case "putState" -> written.put((String) values[0], (byte[]) values[1]);
                  case "setEvent" -> {
                    event =
                        values[0] + " " + new String((byte[]) values[1], StandardCharsets.UTF_8);
                    yield null;
                  }
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  Map<String, byte[]> written() {
    return written;
  }

  Optional<String> event() {
    return Optional.ofNullable(event);
  }
}
