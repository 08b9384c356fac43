package org.bricscodes.tlog;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.SequencedSet;

/**
 * Every change a log makes to the file system goes through the single-step methods of this class,
 * so that a test can stop the world between any two of them.
 */
class LogFiles {

  /** What the name of a file that is not complete yet ends in. */
  static final String TEMPORARY = ".tmp";

  // Single steps.

  FileChannel create(Path file) throws IOException {
    return FileChannel.open(file, CREATE, TRUNCATE_EXISTING, READ, WRITE);
  }

  void write(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
    long at = position;
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
  }

  void force(FileChannel channel) throws IOException {
    channel.force(false);
  }

  void move(Path from, Path to) throws IOException {
    Files.move(from, to, ATOMIC_MOVE);
  }

  void createDirectory(Path directory) throws IOException {
    try {
      Files.createDirectory(directory);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(directory)) {
        throw e;
      }
    }
  }

  void forceDirectory(FileChannel directory) throws IOException {
    directory.force(true);
  }

  void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  // Built from them.

  /** Creates the directory and what is missing above it, durably. */
  final void createDirectories(Path directory) throws IOException {
    Path parent = directory.toAbsolutePath().getParent();
    if (Files.isDirectory(directory) || parent == null) {
      return;
    }
    createDirectories(parent);
    createDirectory(directory);
    try (FileChannel handle = FileChannel.open(parent, READ)) {
      forceDirectory(handle);
    }
  }

  /** Makes {@code file} hold {@code content}: afterwards durably, at every moment old or new. */
  final void replace(Path file, byte[] content) throws IOException {
    Path temporary = temporary(file);
    writeTemporary(temporary, content);
    moveDurably(temporary, file);
  }

  /** The second half of {@link #replace}, for a complete and forced temporary file. */
  final void moveDurably(Path temporary, Path file) throws IOException {
    try (FileChannel directory = FileChannel.open(directoryOf(file), READ)) {
      move(temporary, file);
      forceDirectory(directory);
    }
  }

  /**
   * {@link #replace} for many files, sharing the directory flushes. After a crash any of them may
   * be there, each complete.
   */
  final void replaceAll(SequencedMap<Path, byte[]> contents) throws IOException {
    SequencedSet<Path> directories = new LinkedHashSet<>();
    for (var file : contents.sequencedEntrySet()) {
      if (directories.add(directoryOf(file.getKey()))) {
        createDirectories(directoryOf(file.getKey()));
      }
      writeTemporary(temporary(file.getKey()), file.getValue());
    }
    List<FileChannel> handles = new ArrayList<>();
    try {
      for (Path directory : directories) {
        handles.add(FileChannel.open(directory, READ));
      }
      for (Path file : contents.sequencedKeySet()) {
        move(temporary(file), file);
      }
      for (FileChannel handle : handles) {
        forceDirectory(handle);
      }
    } finally {
      for (FileChannel handle : handles) {
        handle.close();
      }
    }
  }

  private void writeTemporary(Path temporary, byte[] content) throws IOException {
    try (FileChannel channel = create(temporary)) {
      write(channel, ByteBuffer.wrap(content), 0);
      force(channel);
    }
  }

  static Path temporary(Path file) {
    return file.resolveSibling(file.getFileName() + TEMPORARY);
  }

  private static Path directoryOf(Path file) throws IOException {
    Path parent = file.getParent();
    if (parent == null) {
      throw new IOException("a log lives in a directory");
    }
    return parent;
  }
}
