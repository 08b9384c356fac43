package org.bricscodes.api;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.bricscodes.ledger.LedgerConfig;

/**
 * One {@code .properties} file per ledger in {@code ledgers/} of the data directory: {@code
 * adapter} is the adapter's exact id, {@code policy} is {@code local} or {@code remote} (how often
 * is anchored), {@code anchor.…} says it more exactly ({@link LedgerPace}), everything else is a
 * setting of the adapter; a {@code dir} and whatever ends in {@code -file} is taken from the file's
 * own folder, so that a data directory can be moved. Where there is none, the first start writes
 * one: a second, independently keyed log in {@code ledgers/directory}. A file without {@code
 * adapter} is refused; to anchor nowhere, keep an empty file {@code none.properties} alone.
 */
final class LedgerFiles {

  record Entry(Path file, String adapter, LedgerPace pace, LedgerConfig settings) {}

  private LedgerFiles() {}

  static List<Entry> read(Path directory, String logOrigin) {
    try {
      if (list(directory).isEmpty()) {
        writeFirst(directory, logOrigin);
      }
      return there(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the ledgers of " + directory, e);
    }
  }

  /** The same, but none is made where there is no file. */
  static List<Entry> there(Path directory) {
    try {
      List<Path> files = list(directory);
      List<Entry> entries = new ArrayList<>();
      for (Path file : files) {
        if (!file.endsWith("none.properties")) {
          entries.add(entry(file));
        }
      }
      return entries;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the ledgers of " + directory, e);
    }
  }

  private static List<Path> list(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".properties")).sorted().toList();
    }
  }

  private static void writeFirst(Path directory, String logOrigin) throws IOException {
    String text =
        """
        # A second log with its own key. Move it to another disk, under another account.
        adapter=directory
        policy=local
        dir=directory
        origin=%s/anchors
        """
            .formatted(logOrigin);
    WholeFile.create(
        directory.resolve("directory.properties"), text.getBytes(StandardCharsets.UTF_8));
  }

  private static Entry entry(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    Map<String, String> settings = new HashMap<>();
    properties.stringPropertyNames().forEach(k -> settings.put(k, properties.getProperty(k)));
    settings.replaceAll(
        (name, value) ->
            name.equals("dir") || name.endsWith("-file")
                ? file.resolveSibling(value).toString()
                : value);
    String adapter = settings.remove("adapter");
    List<String> faults = new ArrayList<>();
    LedgerPace pace = LedgerPace.taken(settings, faults);
    if (adapter == null) {
      faults.addFirst("'adapter' is missing: the exact id of an adapter, such as directory");
    }
    if (adapter == null || !faults.isEmpty()) {
      throw new IllegalStateException(file + ": " + String.join("; ", faults));
    }
    return new Entry(file, adapter, pace, new LedgerConfig(settings));
  }
}
