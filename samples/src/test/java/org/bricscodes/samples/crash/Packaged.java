package org.bricscodes.samples.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The packaged service, for tests of what strikes it. */
final class Packaged {

  private Packaged() {}

  static Path jar() {
    Path jar = Path.of("../trace-api/target/trace.jar").toAbsolutePath().normalize();
    if (!Files.isRegularFile(jar)) {
      throw new IllegalStateException(
          jar + " is missing: run mvn package -pl trace-api -am -DskipTests first");
    }
    return jar;
  }

  /** Without an archive of classes: a single start is not worth the training. */
  static Child.Program program() {
    return new Child.Program(jar(), Path.of("no-archive"));
  }

  static Child start(Path data) throws IOException {
    Optional<Child> child = Child.start(program().command(List.of(), data), data);
    return child.orElseThrow(
        () -> new AssertionError("the service did not start; see " + Child.errors(data)));
  }
}
