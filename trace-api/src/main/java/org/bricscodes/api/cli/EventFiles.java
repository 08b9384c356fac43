package org.bricscodes.api.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The files that were named: folders are looked through, and what comes in on standard input is
 * kept in a temporary file, because it is read twice.
 */
final class EventFiles implements AutoCloseable {

  private static final int MAX_FILES = 100_000;
  private static final int MAX_DEPTH = 32;
  private static final List<String> ENDINGS =
      List.of(
          ".json",
          ".jsonld",
          ".xml",
          ".csv",
          ".xlsx",
          ".json.gz",
          ".jsonld.gz",
          ".xml.gz",
          ".csv.gz");
  private static final String LOCK = "~$";

  private final List<EventFile> files = new ArrayList<>();
  private final List<Path> temporary = new ArrayList<>();

  private EventFiles() {}

  /**
   * @param names paths, or {@code -} for standard input
   * @throws UnusableInput if one of them is not there, or a folder holds nothing of use
   */
  static EventFiles of(List<String> names, InputStream standardInput) throws IOException {
    EventFiles files = new EventFiles();
    try {
      for (String name : names) {
        if (name.equals("-")) {
          files.spool(standardInput);
        } else {
          files.add(Path.of(name));
        }
      }
    } catch (IOException | RuntimeException e) {
      files.close();
      throw e;
    }
    return files;
  }

  List<EventFile> list() {
    return List.copyOf(files);
  }

  private void spool(InputStream in) throws IOException {
    Path file = Files.createTempFile("trace-capture", ".in");
    temporary.add(file);
    Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    files.add(new EventFile("standard input", file));
  }

  private void add(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      int before = files.size();
      try (Stream<Path> found = Files.walk(path, MAX_DEPTH)) {
        found
            .filter(EventFiles::isOfUse)
            .sorted()
            .limit(MAX_FILES + 1L)
            .forEach(file -> files.add(new EventFile(file.toString(), file)));
      }
      if (files.size() == before) {
        throw new UnusableInput(path + " holds no file that ends in " + String.join(", ", ENDINGS));
      }
    } else if (Files.isReadable(path)) {
      files.add(new EventFile(path.toString(), path));
    } else {
      throw new UnusableInput(path + " cannot be read: is it there?");
    }
    if (files.size() > MAX_FILES) {
      throw new UnusableInput("more than " + MAX_FILES + " files; name fewer at a time");
    }
  }

  private static boolean isOfUse(Path path) {
    String name = path.toString().toLowerCase(Locale.ROOT);
    return Files.isRegularFile(path)
        && !path.getFileName().toString().startsWith(LOCK)
        && ENDINGS.stream().anyMatch(name::endsWith);
  }

  @Override
  public void close() throws IOException {
    for (Path file : temporary) {
      Files.deleteIfExists(file);
    }
  }
}
