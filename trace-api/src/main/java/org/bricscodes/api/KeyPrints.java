package org.bricscodes.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bricscodes.codes.KeyDirectory;
import org.bricscodes.codes.KeyRing;
import org.bricscodes.codes.MasterKey;
import org.bricscodes.tlog.Digest;
import org.bricscodes.tlog.SignerKeyFile;

/**
 * What tells the secrets of a data directory from others, without telling anything of them: public
 * keys where there are, else digests of 32 random bytes each, which nobody can search through. The
 * salts of scans are left out: they end by themselves and are not to be copied.
 */
final class KeyPrints {

  private static final String MASTER = "master.key";
  private static final List<String> RANDOM = List.of("code-events.key", "cursor.key", "scan.key");

  private KeyPrints() {}

  /** By name, of every secret that is there; makes none. */
  static Map<String, String> of(DataDirectory data, KeySettings settings, SecureRandom random) {
    Map<String, String> prints = new TreeMap<>();
    for (String name : RANDOM) {
      if (Files.exists(data.key(name))) {
        prints.put(name, print(name, data.key(name)));
      }
    }
    for (String name : List.of("log.key", "witness.key")) {
      if (Files.exists(data.key(name))) {
        prints.put(name, SignerKeyFile.open(data.key(name)).verifierKey().toString());
      }
    }
    masters(data, settings, random, prints);
    return prints;
  }

  private static void masters(
      DataDirectory data, KeySettings settings, SecureRandom random, Map<String, String> prints) {
    String given = settings.masterKeys();
    KeyDirectory files = settings.directory(data.key(MASTER).resolveSibling(""), random);
    if (given != null || files.exists()) {
      KeyRing ring = given == null ? files.openOrCreate() : MasterKey.parseAll(given);
      prints.put(MASTER, String.join(",", ring.names()));
    }
  }

  private static String print(String name, Path file) {
    try {
      byte[] tag = ("bricscodes.org/key-print@v1\n" + name + "\n").getBytes(StandardCharsets.UTF_8);
      return Digest.sha256(tag, Files.readAllBytes(file)).toString();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
