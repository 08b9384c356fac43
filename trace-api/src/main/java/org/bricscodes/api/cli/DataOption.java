package org.bricscodes.api.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import org.bricscodes.api.Assembly;
import org.bricscodes.api.StoreSettings;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The data directory of a command that works without a running service. */
final class DataOption {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "Data directory; no service may have it open. Default: ${DEFAULT-VALUE}.")
  private Path data = Path.of("data");

  @Mixin private KeyOptions keys = new KeyOptions();

  @Mixin private StoreOptions store = new StoreOptions();

  /** Opens what is there already; a mistyped folder is not made. */
  Assembly openExisting() {
    return existing(data, keys, store.settings());
  }

  Assembly open() {
    return open(data, keys, store.settings());
  }

  /** Opens a directory that a command may do without. */
  static Assembly existing(Path data) {
    return existing(data, new KeyOptions(), StoreSettings.embedded());
  }

  private static Assembly existing(Path data, KeyOptions keys, StoreSettings store) {
    if (!Files.isDirectory(data.resolve("store"))) {
      throw new UnusableInput(data + " is no data directory");
    }
    return open(data, keys, store);
  }

  private static Assembly open(Path data, KeyOptions keys, StoreSettings store) {
    return Assembly.open(
        data, store, keys.settings(System.getenv()), Clock.systemUTC(), new SecureRandom());
  }
}
