package org.bricscodes.api.cli;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Properties;

/**
 * Puts ledgers' files, as {@code trace ledgers set-up} writes them, into a data directory. What
 * they name beside themselves ({@code dir} and every {@code …-file}) stays where it is.
 */
final class LedgerFileCopies {

  private LedgerFileCopies() {}

  /**
   * Copies every file; the copies are their owner's only, for a setting may be secret.
   *
   * @throws UnusableInput if one is no file of a ledger, or another of its name is there
   */
  static void into(Path data, List<Path> files) throws IOException {
    Path folder = Files.createDirectories(data.resolve("ledgers"));
    for (Path file : files) {
      copy(file, folder.resolve(file.getFileName()));
    }
  }

  private static void copy(Path file, Path to) throws IOException {
    if (!Files.isRegularFile(file) || !file.toString().endsWith(".properties")) {
      throw new UnusableInput(file + " is no .properties file of a ledger");
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IllegalArgumentException e) {
      throw new UnusableInput(file + " is no .properties file: " + e.getMessage(), e);
    }
    if (!properties.containsKey("adapter")) {
      throw new UnusableInput(file + " names no adapter: trace ledgers settings ADAPTER says how");
    }
    for (String key : properties.stringPropertyNames()) {
      if (key.equals("dir") || key.endsWith("-file")) {
        Path named = file.toAbsolutePath().resolveSibling(properties.getProperty(key));
        properties.setProperty(key, named.normalize().toString());
      }
    }
    try {
      Files.createFile(
          to, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException e) {
      throw new UnusableInput(to + " exists already: leave --ledger out, or rename the file", e);
    }
    try (Writer writer = Files.newBufferedWriter(to, StandardCharsets.UTF_8)) {
      properties.store(writer, null);
    }
  }
}
