package org.bricscodes.ledger.evm;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.web3j.crypto.Hash;
import org.web3j.protocol.ObjectMapperFactory;
import tools.jackson.databind.JsonNode;

/**
 * A compiled contract as {@code src/main/solidity/compile} wrote it.
 *
 * @param code what makes the contract
 * @param deployedCode what the contract then is on a chain; the same everywhere, since nothing is
 *     set at its making
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never handed out to be changed
record Artefact(String sourceSha256, String compiler, byte[] code, byte[] deployedCode) {

  static Artefact checkpointAnchors() {
    return read("CheckpointAnchors.json");
  }

  static Artefact pledgeRegistry() {
    return read("PledgeRegistry.json");
  }

  /** What a node's code of this contract must hash to. */
  String codeHash() {
    return Hex.of(Hash.sha3(deployedCode));
  }

  private static Artefact read(String name) {
    try (InputStream in = Artefact.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the adapter was packed without " + name);
      }
      JsonNode json = ObjectMapperFactory.getObjectMapper().readTree(in.readAllBytes());
      return new Artefact(
          json.path("sourceSha256").asString(),
          json.path("compiler").asString(),
          Hex.bytes(json.path("bytecode").asString()),
          Hex.bytes(json.path("deployedBytecode").asString()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }
}
