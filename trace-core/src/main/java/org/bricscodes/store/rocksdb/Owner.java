package org.bricscodes.store.rocksdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file beside RocksDB's own lock that says which process took it. It locks nothing: it is read
 * only to explain why the lock could not be had.
 */
final class Owner {

  private static final String FILE = "OWNER";

  private Owner() {}

  /** Names this process. */
  static void record(Path directory) throws IOException {
    Files.writeString(directory.resolve(FILE), ProcessHandle.current().pid() + "\n");
  }

  /** Who holds the lock, for people. */
  static String describe(Path directory) {
    try {
      long pid = Long.parseLong(Files.readString(directory.resolve(FILE)).strip());
      if (pid == ProcessHandle.current().pid()) {
        return "this process";
      }
      Optional<String> command = ProcessHandle.of(pid).flatMap(p -> p.info().command());
      return "process " + pid + command.map(name -> " (" + name + ")").orElse("");
    } catch (IOException | NumberFormatException e) {
      return "another process";
    }
  }
}
