package org.bricscodes.samples;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The source tree and its classes, as the house rules look at them. */
final class Tree {

  private static final List<String> MODULES =
      List.of("trace-core", "qr-tools", "chain-adapters", "trace-api", "samples");

  private Tree() {}

  /** Compiled main classes of every module. */
  static JavaClasses mainClasses() {
    return new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .importPackages("org.bricscodes");
  }

  /** Every hand-written Java file, main and test. */
  static List<Path> javaFiles() {
    return MODULES.stream().flatMap(module -> javaFiles(root().resolve(module))).sorted().toList();
  }

  /** The checkout: the nearest folder above the working directory that holds all modules. */
  static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("trace-core"))) {
      Path parent = folder.getParent();
      if (parent == null) {
        throw new IllegalStateException("run this test inside the checkout");
      }
      folder = parent;
    }
    return folder;
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> javaFiles(Path module) {
    try (Stream<Path> files = Files.walk(module)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.toString().contains("/target/"))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
