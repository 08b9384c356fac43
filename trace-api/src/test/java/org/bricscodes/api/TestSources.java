package org.bricscodes.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The test classes of the whole tree, for tables that name tests. */
final class TestSources {

  /** Where the tree begins. */
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private TestSources() {}

  /** Sources by simple name of their class. */
  static Map<String, String> byName() throws IOException {
    Map<String, String> sources = new HashMap<>();
    try (Stream<Path> files = Files.walk(ROOT)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        if (file.toString().contains("/src/test/")) {
          String name = file.getFileName().toString().replace(".java", "");
          sources.merge(name, Files.readString(file), String::concat);
        }
      }
    }
    return sources;
  }
}
