package org.bricscodes.moving;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Every change moving makes to a file system goes through the single-step methods of this class, so
 * that a test can stop the world between any two of them. What is made is for its owner alone.
 */
class Disk {

  private static final String TEMPORARY = ".tmp";

  // Single steps.

  void write(Path file, byte[] content) throws IOException {
    try (FileChannel channel = FileChannel.open(file, CREATE, TRUNCATE_EXISTING, WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  void move(Path from, Path to) throws IOException {
    Files.move(from, to, ATOMIC_MOVE);
  }

  void createDirectory(Path folder) throws IOException {
    Files.createDirectory(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, READ)) {
      channel.force(true);
    }
  }

  // Built from them.

  /** Makes {@code file} hold {@code content}: afterwards durably, at every moment old or new. */
  final void replace(Path file, byte[] content) throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + TEMPORARY);
    write(temporary, content);
    move(temporary, file);
    force(folderOf(file));
  }

  /** Creates the folder and what is missing above it, durably. */
  final void createDirectories(Path folder) throws IOException {
    Deque<Path> missing = new ArrayDeque<>();
    for (Path at = folder.toAbsolutePath(); !Files.isDirectory(at); at = folderOf(at)) {
      missing.push(at);
    }
    for (Path each : missing) {
      createDirectory(each);
      force(folderOf(each));
    }
  }

  /** Removes the file, durably. */
  final void remove(Path file) throws IOException {
    delete(file);
    force(folderOf(file));
  }

  private static Path folderOf(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException(file + " lies in no folder");
    }
    return folder;
  }
}
