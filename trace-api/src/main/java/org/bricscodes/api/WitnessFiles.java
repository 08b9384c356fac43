package org.bricscodes.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bricscodes.tlog.LinesException;
import org.bricscodes.tlog.LogList;
import org.bricscodes.tlog.SignerKey;
import org.bricscodes.tlog.SignerKeyFile;
import org.bricscodes.tlog.TransparencyLog;
import org.bricscodes.tlog.TrustPolicy;
import org.bricscodes.tlog.TrustedLog;
import org.bricscodes.tlog.VerifierKey;
import org.bricscodes.tlog.Witness;
import org.bricscodes.tlog.WitnessOptions;
import org.bricscodes.tlog.WitnessedLog;

/**
 * What a data directory says of witnesses: {@code witnesses.policy}, whom our log asks
 * (c2sp.org/tlog-policy); {@code witness/logs}, whose logs we cosign (c2sp.org/tlog-list), beside
 * what is remembered of them; {@code keys/witness.key}, what we cosign with. Each may be absent.
 */
public final class WitnessFiles {

  private final Path root;

  /**
   * @param root the data directory
   */
  public WitnessFiles(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  private Path policyFile() {
    return root.resolve("witnesses.policy");
  }

  private Path listFile() {
    return root.resolve("witness").resolve("logs");
  }

  private Path keyFile() {
    return root.resolve("keys").resolve("witness.key");
  }

  /**
   * The key we cosign with, made if there is none; never replaced.
   *
   * @param name what others are to call us, by custom an address without its scheme
   * @throws org.bricscodes.tlog.TlogException if there is one of another name, or it is unusable
   */
  public SignerKey key(String name, SecureRandom random) {
    try {
      Files.createDirectories(keyFile().getParent());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + keyFile().getParent(), e);
    }
    return SignerKeyFile.loadOrCreate(keyFile(), name, random);
  }

  /** The key we cosign with, if there is one. */
  public Optional<SignerKey> key() {
    return Files.exists(keyFile()) ? Optional.of(SignerKeyFile.open(keyFile())) : Optional.empty();
  }

  /**
   * The log's checkpoints as they are published; witnesses are asked if there is a policy.
   *
   * @throws IllegalStateException naming the file and every fault in it
   */
  WitnessedLog witnessed(TransparencyLog log, Clock clock) {
    if (!Files.exists(policyFile())) {
      return WitnessedLog.alone(log);
    }
    try {
      TrustPolicy policy = TrustPolicy.parse(read(policyFile()));
      Path published = root.resolve("log").resolve("cosigned");
      return WitnessedLog.open(log, policy, published, WitnessOptions.standard(clock));
    } catch (LinesException e) {
      throw new IllegalStateException(policyFile() + ": " + e.getMessage(), e);
    }
  }

  /**
   * What a process verifies the log by that does not write it, with the cosignatures of those the
   * log asks.
   *
   * @param key the log's
   * @throws IllegalStateException naming the file and every fault in it
   */
  TrustedLog trusted(VerifierKey key) {
    if (!Files.exists(policyFile())) {
      return TrustedLog.of(key);
    }
    try {
      TrustPolicy policy = TrustPolicy.parse(read(policyFile()));
      return new TrustedLog(key.name(), List.of(key), policy.witnessKeys(), 0);
    } catch (LinesException e) {
      throw new IllegalStateException(policyFile() + ": " + e.getMessage(), e);
    }
  }

  /**
   * The witness that we are for other logs, if there is a list of them.
   *
   * @throws IllegalStateException naming the file and every fault in it; or if there is a list and
   *     no key, or the key is also the log's
   */
  Optional<Witness> witness(TransparencyLog log, Clock clock) {
    if (!Files.exists(listFile())) {
      return Optional.empty();
    }
    SignerKey key =
        key()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        listFile()
                            + " lists logs to cosign, but there is no "
                            + keyFile()
                            + ": make one with trace witness key"));
    if (Arrays.equals(key.verifierKey().publicKey(), log.verifierKey().publicKey())) {
      throw new IllegalStateException(
          keyFile() + " is the log's own key: a witness has a key that signs nothing else");
    }
    try {
      LogList list = LogList.parse(read(listFile()));
      return Optional.of(Witness.open(root.resolve("witness"), key, list, clock));
    } catch (LinesException e) {
      throw new IllegalStateException(listFile() + ": " + e.getMessage(), e);
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
