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
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Every change a log makes to the file system goes through the single-step methods of this class,
 * so that a test can stop the world between any two of them.
 */
class LogFiles {

  /** What the name of a file that is not complete yet ends in. */
  static final String TEMPORARY = ".tmp";

  private static final int MAX_OPEN = 128;
  private static final int MAX_FLUSHERS = 16;

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

  /** Flushes that run side by side share the file system's own commits: many times faster. */
  void forceAll(List<FileChannel> channels) throws IOException {
    try (ExecutorService flushers =
        Executors.newFixedThreadPool(Math.clamp(channels.size(), 1, MAX_FLUSHERS))) {
      List<Callable<Void>> flushes = new ArrayList<>();
      for (FileChannel channel : channels) {
        flushes.add(
            () -> {
              channel.force(false);
              return null;
            });
      }
      for (Future<Void> flush : flushers.invokeAll(flushes)) {
        flush.get();
      }
    } catch (ExecutionException e) {
      throw new IOException("a file could not be flushed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while flushing", e);
    }
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
   * {@link #replace} for many files, sharing the flushes. After a crash any of them may be there,
   * each complete.
   */
  final void replaceAll(SequencedMap<Path, byte[]> contents) throws IOException {
    List<Path> files = List.copyOf(contents.sequencedKeySet());
    for (int from = 0; from < files.size(); from += MAX_OPEN) {
      List<Path> some = files.subList(from, Math.min(files.size(), from + MAX_OPEN));
      SequencedSet<Path> directories = new LinkedHashSet<>();
      for (Path file : some) {
        if (directories.add(directoryOf(file))) {
          createDirectories(directoryOf(file));
        }
      }
      writeTemporaries(some, contents);
      moveDurably(some, directories);
    }
  }

  private void writeTemporaries(List<Path> files, SequencedMap<Path, byte[]> contents)
      throws IOException {
    try (var channels = new Channels()) {
      for (Path file : files) {
        FileChannel channel = channels.add(create(temporary(file)));
        write(channel, ByteBuffer.wrap(contents.getOrDefault(file, new byte[0])), 0);
      }
      forceAll(channels.list());
    }
  }

  private void moveDurably(List<Path> files, SequencedSet<Path> directories) throws IOException {
    try (var handles = new Channels()) {
      for (Path directory : directories) {
        handles.add(FileChannel.open(directory, READ));
      }
      for (Path file : files) {
        move(temporary(file), file);
      }
      for (FileChannel handle : handles.list()) {
        forceDirectory(handle);
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

  /** Open channels that close together. */
  private static final class Channels implements AutoCloseable {
    private final List<FileChannel> open = new ArrayList<>();

    FileChannel add(FileChannel channel) {
      open.add(channel);
      return channel;
    }

    List<FileChannel> list() {
      return open;
    }

    @Override
    public void close() throws IOException {
      for (FileChannel channel : open) {
        channel.close();
      }
    }
  }
}
