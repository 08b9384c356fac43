package org.bricscodes.moving;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A disk whose process dies at its n-th step: before it, in the middle of a write, or after it. */
final class MortalDisk extends Disk {

  /** How the last step ends. */
  enum Death {
    BEFORE,
    /** Of a write the first half is there; of anything else nothing. */
    TORN,
    AFTER
  }

  /** Not an exception of the program's: nothing may catch it, as nothing catches a kill. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  private final int last;
  private final Death death;
  private int steps;

  MortalDisk(int last, Death death) {
    this.last = last;
    this.death = death;
  }

  boolean died() {
    return steps >= last;
  }

  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  private void step(Step whole, Step torn) throws IOException {
    steps++;
    if (steps < last) {
      whole.run();
      return;
    }
    if (steps == last) {
      switch (death) {
        case BEFORE -> {}
        case TORN -> torn.run();
        case AFTER -> whole.run();
      }
    }
    throw new Killed();
  }

  @Override
  void write(Path file, byte[] content) throws IOException {
    step(
        () -> Files.write(file, content),
        () -> Files.write(file, Arrays.copyOf(content, content.length / 2)));
  }

  @Override
  void move(Path from, Path to) throws IOException {
    step(() -> super.move(from, to), () -> {});
  }

  @Override
  void createDirectory(Path folder) throws IOException {
    step(() -> super.createDirectory(folder), () -> {});
  }

  @Override
  void delete(Path file) throws IOException {
    step(() -> super.delete(file), () -> {});
  }

  @Override
  void force(Path folder) {
    // No test can see it.
  }
}
