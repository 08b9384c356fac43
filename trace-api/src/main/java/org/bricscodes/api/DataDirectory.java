package org.bricscodes.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.bricscodes.codes.KeyDirectory;
import org.bricscodes.gs1.CompanyPrefixes;
import org.bricscodes.gs1.Gs1Exception;
import org.bricscodes.tlog.SignerKey;
import org.bricscodes.tlog.SignerKeyFile;
import org.bricscodes.tlog.TlogException;
import org.bricscodes.tlog.VerifierKey;

/**
 * Where everything lies: {@code store/}, {@code log/}, {@code ledgers/} and {@code keys/}, and
 * {@code logs/} where there are logs of nodes, for their owner's eyes only. Keep a copy of {@code
 * keys/} apart from the rest.
 */
final class DataDirectory {

  private final Path root;
  private final SecureRandom random;

  /** Makes what is not there yet. */
  DataDirectory(Path root, SecureRandom random) {
    this.root = root.toAbsolutePath().normalize();
    this.random = random;
    try {
      WholeFile.createDirectories(this.root);
      for (String name : new String[] {"store", "log", "ledgers", "keys"}) {
        Path folder = this.root.resolve(name);
        if (!Files.isDirectory(folder)) {
          Files.createDirectory(
              folder,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
      }
      WholeFile.sync(this.root); // before anything in one of them is acknowledged
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the data directory " + this.root, e);
    }
  }

  /** The folder of a store that stands alone, for a part that needs nothing else. */
  static Path storeAlone(Path root) {
    Path folder = root.toAbsolutePath().normalize().resolve("store");
    try {
      Path above = root.toAbsolutePath().normalize();
      WholeFile.createDirectories(above);
      if (!Files.isDirectory(folder)) {
        Files.createDirectory(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      WholeFile.sync(above);
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the data directory " + root, e);
    }
  }

  Path root() {
    return root;
  }

  Path store() {
    return root.resolve("store");
  }

  Path log() {
    return root.resolve("log");
  }

  /** The folder of the copy of a node's log. */
  Path nodeLog(String name) {
    Path folder = root.resolve("logs");
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectory(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        WholeFile.sync(root);
      }
    } catch (FileAlreadyExistsException e) {
      return folder.resolve(name); // another thread opens another log
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + folder, e);
    }
    return folder.resolve(name);
  }

  /** Who cosigns our log, and whose we cosign. */
  WitnessFiles witnesses() {
    return new WitnessFiles(root);
  }

  Path ledgers() {
    return root.resolve("ledgers");
  }

  /** The files with the master keys of product codes. */
  KeyDirectory masterKeys(KeySettings settings) {
    return settings.directory(root.resolve("keys"), random);
  }

  /** The log's signing key; its name, the log's origin, is chosen once and then kept. */
  SignerKey logKey() {
    Path file = key("log.key");
    return SignerKeyFile.loadOrCreate(file, origin(file), random);
  }

  /**
   * The key the log's signatures are checked under, for a process that does not sign: from {@code
   * keys/log.vkey}, what {@code GET /log/key} answers, or of the signing key. None is made.
   *
   * @throws IllegalStateException if neither is there or the file holds something else, saying so
   */
  VerifierKey logVerifierKey() {
    Path file = key("log.vkey");
    try {
      if (Files.exists(file)) {
        return VerifierKey.parse(Files.readString(file).strip());
      }
      if (Files.exists(key("log.key"))) {
        return SignerKeyFile.open(key("log.key")).verifierKey();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    } catch (TlogException e) {
      throw new IllegalStateException(
          file + " or log.key is not the key of the log: " + e.getMessage(), e);
    }
    throw new IllegalStateException(
        file
            + " is missing: put there what GET /log/key of the service answers, over a way that"
            + " nobody else can write to");
  }

  /**
   * The signing key of a node's log, which is made of the service's: so every node that may have
   * the log signs with the same. Its origin is that of the service's log, and the name behind it.
   */
  SignerKey nodeLogKey(String name) {
    SignerKey service = logKey();
    return service.derived(service.name() + "/" + name, "bricscodes node log " + name);
  }

  /**
   * What is shipped of company prefixes, and over it the list GS1 publishes for users of EPC, where
   * the operator put it ({@code company-prefixes.json} or {@code .xml}, as downloaded).
   */
  CompanyPrefixes companyPrefixes() {
    CompanyPrefixes known = CompanyPrefixes.shipped();
    for (String name : new String[] {"company-prefixes.json", "company-prefixes.xml"}) {
      Path file = root.resolve(name);
      try {
        if (Files.isRegularFile(file)) {
          known = known.with(CompanyPrefixes.readPublished(Files.readString(file)));
        }
      } catch (IOException | Gs1Exception e) {
        throw new IllegalStateException(
            file + " is not the list of prefixes and lengths that GS1 publishes", e);
      }
    }
    return known;
  }

  byte[] cursorKey() {
    return SecretFile.openOrCreate(key("cursor.key"), 32, random);
  }

  /** What identifiers of the events of codes are made with. */
  byte[] codeEventsKey() {
    return SecretFile.openOrCreate(key("code-events.key"), 32, random);
  }

  /** What hashes of visitors are made with. */
  byte[] scanKey() {
    return SecretFile.openOrCreate(key("scan.key"), 32, random);
  }

  /** The salts of those hashes, whose end is the end of what they can tell. */
  SaltFiles salts() {
    return new SaltFiles(root.resolve("keys"), random);
  }

  Path key(String name) {
    return root.resolve("keys").resolve(name);
  }

  private String origin(Path file) {
    try {
      if (Files.exists(file)) {
        return SignerKey.parse(Files.readString(file).strip()).name();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    byte[] mark = new byte[8];
    random.nextBytes(mark);
    return "trace.local/" + HexFormat.of().formatHex(mark);
  }
}
