package org.bricscodes.ledger.directory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.bricscodes.ledger.Ledger;
import org.bricscodes.ledger.LedgerConfig;
import org.bricscodes.ledger.LedgerContext;
import org.bricscodes.ledger.LedgerProvider;
import org.bricscodes.ledger.LedgerProviders;
import org.bricscodes.ledger.testkit.LedgerContract;
import org.junit.jupiter.api.io.TempDir;

final class DirectoryLedgerContractTest extends LedgerContract {

  @TempDir Path dir;
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-07-01T12:00:00Z"));
  private final InstantSource clock = now::get;

  @Override
  protected Ledger open() throws Exception {
    return open("one");
  }

  @Override
  protected Ledger openAnother() throws Exception {
    return open("another");
  }

  private Ledger open(String name) throws Exception {
    return LedgerProviders.load(getClass().getClassLoader())
        .open(
            "directory",
            new LedgerConfig(Map.of("dir", dir.resolve(name).toString())),
            new LedgerContext(clock, new SecureRandom()));
  }

  @Override
  protected LedgerProvider provider() {
    return new DirectoryLedgerProvider();
  }

  @Override
  protected void settle() {} // final at once

  @Override
  protected void letTimePass(Instant time) {
    now.set(time);
  }

  @Override
  protected boolean keepsSecondWriterOut() {
    return true;
  }

  @Override
  protected Optional<String> node() {
    return Optional.of(dir.resolve("one").toString());
  }

  @Override
  protected List<byte[]> written() {
    try (Stream<Path> files = Files.walk(dir.resolve("one"))) {
      List<byte[]> written = new ArrayList<>();
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.endsWith("ledger.key")) {
          written.add(Files.readAllBytes(file));
        }
      }
      return written;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected List<String> secrets() {
    try {
      String key = Files.readString(dir.resolve("one/ledger.key")).strip();
      // PRIVATE+KEY+name+id+seed, and base64 has plus signs of its own.
      return List.of(key, key.split("[+]", 5)[4]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
