package org.bricscodes.api.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Ledgers' files, as {@code trace ledgers set-up} writes them, to be put into a data directory.
 * What they name beside themselves ({@code dir} and every {@code …-file}) stays where it is.
 */
final class LedgerFileCopies {

  /** By the name the copy gets. */
  private final Map<String, Properties> files;

  private LedgerFileCopies(Map<String, Properties> files) {
    this.files = files;
  }

  /**
   * Reads every file; nothing is written yet.
   *
   * @throws UnusableInput naming each that is no file of a ledger, or has the name of another
   */
  static LedgerFileCopies of(List<Path> files) throws IOException {
    Map<String, Properties> read = new TreeMap<>();
    List<String> faults = new ArrayList<>();
    for (Path file : files) {
      if (!Files.isRegularFile(file) || !file.toString().endsWith(".properties")) {
        faults.add(
            file + " is neither a ledger known here (directory, evm) nor a ledger's .properties");
        continue;
      }
      Properties properties = read(file, faults);
      if (read.putIfAbsent(file.getFileName().toString(), properties) != null) {
        faults.add("two files are named " + file.getFileName());
      }
    }
    if (!faults.isEmpty()) {
      throw new UnusableInput(String.join("; ", faults));
    }
    return new LedgerFileCopies(read);
  }

  /**
   * Writes the copies; they are their owner's only, for a setting may be secret.
   *
   * @throws UnusableInput if a file of such a name is there; no copy was written then
   */
  void into(Path folder) throws IOException {
    for (String name : files.keySet()) {
      if (Files.exists(folder.resolve(name))) {
        throw new UnusableInput(
            folder.resolve(name) + " exists already: leave --ledger out, or rename the file");
      }
    }
    for (Map.Entry<String, Properties> file : files.entrySet()) {
      NewLedgerFile.write(folder.resolve(file.getKey()), file.getValue());
    }
  }

  private static Properties read(Path file, List<String> faults) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IllegalArgumentException e) {
      faults.add(file + " is no .properties file: " + e.getMessage());
      return properties;
    }
    if (!properties.containsKey("adapter")) {
      faults.add(file + " names no adapter: 'trace ledgers settings ADAPTER' says how");
    }
    for (String key : properties.stringPropertyNames()) {
      if (key.equals("dir") || key.endsWith("-file")) {
        Path named = file.toAbsolutePath().resolveSibling(properties.getProperty(key));
        properties.setProperty(key, named.normalize().toString());
      }
    }
    return properties;
  }
}
