package org.bricscodes.api.cli;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** The file the service reads a ledger from, written once and never over another. */
final class NewLedgerFile {

  private NewLedgerFile() {}

  /**
   * Writes it for its owner's eyes only. Files it names are named absolutely, so that it can lie
   * anywhere.
   *
   * @param policy {@code local} or {@code remote}
   * @throws UnusableInput if there is a file already
   */
  static void write(Path file, String adapter, String policy, Map<String, String> settings)
      throws IOException {
    Properties properties = new Properties();
    settings.forEach(
        (key, value) ->
            properties.setProperty(key, key.endsWith("-file") ? absolute(value) : value));
    properties.setProperty("adapter", adapter);
    properties.setProperty("policy", policy);
    write(file, properties);
  }

  /**
   * Writes settings as they are, for their owner's eyes only.
   *
   * @throws UnusableInput if there is a file already
   */
  static void write(Path file, Properties properties) throws IOException {
    StringWriter text = new StringWriter();
    properties.store(text, null);
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException e) {
      throw new UnusableInput(file + " exists already", e);
    }
    // Without the date that is printed first: equal settings are equal files.
    String sorted =
        text.toString()
            .lines()
            .filter(line -> !line.startsWith("#"))
            .sorted()
            .map(line -> line + "\n")
            .collect(Collectors.joining());
    Files.writeString(file, sorted, StandardCharsets.UTF_8);
  }

  private static String absolute(String path) {
    return Path.of(path).toAbsolutePath().normalize().toString();
  }
}
