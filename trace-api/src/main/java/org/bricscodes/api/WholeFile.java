package org.bricscodes.api;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A small file that only its owner can read and that is there whole or not at all, whatever ends
 * the process or the machine: written under another name and synced, given its own, the directory
 * synced. A crash before that leaves a draft, which nobody reads.
 */
final class WholeFile {

  private WholeFile() {}

  /** Makes the file; durable when it returns. */
  static void create(Path file, byte[] content) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    if (directory == null) {
      throw new IOException(file + " is no file's name");
    }
    Path draft =
        Files.createTempFile(
            directory,
            "draft",
            "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    sync(directory);
  }

  /** Makes a directory and what is missing above it, so that their names survive a power cut. */
  static void createDirectories(Path directory) throws IOException {
    Path parent = directory.toAbsolutePath().getParent();
    if (parent == null || Files.isDirectory(directory)) {
      return;
    }
    createDirectories(parent);
    Files.createDirectories(directory);
    sync(parent);
  }

  /** Has the names in a directory survive a power cut. */
  static void sync(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
