package org.bricscodes.tlog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** A file system that dies at its n-th step, and stays dead. */
final class FaultyFiles extends UnsyncedFiles {

  /** How the last step ends. */
  enum Death {
    /** It does not happen. */
    BEFORE,
    /** It happens, but nobody is told. */
    AFTER,
    /** A write stops half way. */
    TORN,
    /** As {@code BEFORE}, and renames whose directory was not flushed are undone. */
    POWER_LOSS
  }

  private record Move(Path from, Path to, Optional<byte[]> replaced) {}

  private final int lastStep;
  private final Death death;
  private final Deque<Move> unflushed = new ArrayDeque<>();
  private int steps;

  FaultyFiles(int lastStep, Death death) {
    this.lastStep = lastStep;
    this.death = death;
  }

  boolean died() {
    return steps >= lastStep;
  }

  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  private void step(Step whole, Step torn) throws IOException {
    steps++;
    if (steps < lastStep) {
      whole.run();
      return;
    }
    if (steps == lastStep) {
      switch (death) {
        case BEFORE -> {}
        case AFTER -> whole.run();
        case TORN -> torn.run();
        case POWER_LOSS -> undo();
      }
    }
    throw new IOException("dead at step " + lastStep + " " + death);
  }

  private void undo() throws IOException {
    while (!unflushed.isEmpty()) {
      Move move = unflushed.removeLast();
      super.move(move.to(), move.from());
      if (move.replaced().isPresent()) {
        Files.write(move.to(), move.replaced().get());
      }
    }
  }

  @Override
  FileChannel create(Path file) throws IOException {
    step(() -> {}, () -> {});
    return super.create(file);
  }

  @Override
  void write(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
    int half = bytes.remaining() / 2;
    step(
        () -> super.write(channel, bytes, position),
        () -> super.write(channel, bytes.slice(bytes.position(), half), position));
  }

  @Override
  void force(FileChannel channel) throws IOException {
    step(() -> super.force(channel), () -> {});
  }

  @Override
  void move(Path from, Path to) throws IOException {
    Optional<byte[]> replaced =
        Files.exists(to) ? Optional.of(Files.readAllBytes(to)) : Optional.empty();
    step(
        () -> {
          super.move(from, to);
          unflushed.add(new Move(from, to, replaced));
        },
        () -> {});
  }

  @Override
  void createDirectory(Path directory) throws IOException {
    step(() -> super.createDirectory(directory), () -> {});
  }

  @Override
  void forceDirectory(FileChannel directory) throws IOException {
    step(
        () -> {
          super.forceDirectory(directory);
          unflushed.clear();
        },
        () -> {});
  }

  @Override
  void delete(Path file) throws IOException {
    step(() -> super.delete(file), () -> {});
  }
}
