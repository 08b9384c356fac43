package org.bricscodes.api.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.bricscodes.api.client.EventPage;

/**
 * The pages of an answer, each a file with one document: {@code f.xml}, {@code f-2.xml}, {@code
 * f-3.xml} and so on. None has its name before all are written.
 */
final class PageFiles implements AutoCloseable {

  private final Path first;
  private final List<Path> parts = new ArrayList<>();

  PageFiles(Path first) {
    this.first = first;
  }

  void add(EventPage page) throws IOException {
    Path named = file(parts.size() + 1);
    Path part = named.resolveSibling(named.getFileName() + ".part");
    parts.add(part);
    Files.write(part, page.document());
  }

  /** Gives the files their names, in place of whatever had them. */
  List<Path> name() throws IOException {
    List<Path> named = new ArrayList<>();
    for (Path part : parts) {
      Path file = file(named.size() + 1);
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
      named.add(file);
    }
    return named;
  }

  private Path file(int number) {
    if (number == 1) {
      return first;
    }
    String name = String.valueOf(first.getFileName());
    int dot = name.lastIndexOf('.');
    int stem = dot > 0 ? dot : name.length();
    return first.resolveSibling(name.substring(0, stem) + "-" + number + name.substring(stem));
  }

  @Override
  public void close() throws IOException {
    for (Path part : parts) {
      Files.deleteIfExists(part);
    }
  }
}
