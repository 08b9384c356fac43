package org.bricscodes.api.output;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a file, or of a part of it, in order. Blocks are made ahead by helpers; whichever is
 * needed next and not begun yet is made by the reading thread. One thread reads; {@link #close} may
 * come from another in the midst of it, and never waits.
 */
public final class FileReader implements AutoCloseable {

  private static final int BODY = 1;

  private final BatchFile file;
  private final List<Blocks> parts;
  private final long from;
  private final long to;
  private final Executor helpers;
  private final int ahead;

  private final Deque<FutureTask<Made>> pending = new ConcurrentLinkedDeque<>();
  private final Deque<Maker> idle = new ArrayDeque<>();
  private @Nullable Maker lent;

  /** What is made next. */
  private int part;

  private long block;
  private long blockStart;

  /** Where the block that is handed over next begins in the file. */
  private long position;

  /**
   * Bytes of a file.
   *
   * @param bytes theirs are those from {@code from}, {@code length} of them, until the next call
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Piece(byte[] bytes, int from, int length) {}

  FileReader(BatchFile file, long from, long to, Executor helpers, int ahead) {
    this.file = file;
    this.parts = file.parts();
    this.from = from;
    this.to = to;
    this.helpers = helpers;
    this.ahead = Math.max(1, ahead);
    seek();
    position = blockStart;
  }

  /**
   * The next bytes, or null behind the last. May block.
   *
   * @throws CancellationException if the thread is interrupted, or the reader was closed meanwhile
   */
  public @Nullable Piece next() {
    giveBack();
    while (position < to) {
      schedule();
      FutureTask<Made> next = pending.poll();
      if (next == null) {
        return null;
      }
      Made made = made(next);
      long start = position;
      position += made.length;
      lent = made.maker;
      if (made.part == BODY) {
        file.measures().made(made.block, made.length, made.maker.facts);
      }
      int skip = Math.clamp(from - start, 0, made.length);
      int end = (int) Math.min(made.length, to - start);
      if (end > skip) {
        return new Piece(made.maker.bytes, skip, end - skip);
      }
      giveBack();
    }
    return null;
  }

  /** Ends the work ahead; closing twice is harmless. */
  @Override
  public void close() {
    pending.forEach(task -> task.cancel(false));
    pending.clear();
  }

  private void giveBack() {
    if (lent != null && lent.part == part) {
      idle.push(lent);
    }
    lent = null;
  }

  /** Finds the block that the first byte lies in. */
  private void seek() {
    long start = 0;
    for (part = 0; part < parts.size(); part++) {
      Blocks blocks = parts.get(part);
      boolean known = part != BODY || file.measures().complete();
      long bytes =
          !known
              ? Long.MAX_VALUE
              : part == BODY ? file.measures().bodyBytes() : blocks.units().evenBytes();
      if (from - start < bytes) {
        long inPart = from - start;
        if (part == BODY) {
          block = inPart == 0 ? 0 : file.measures().knownBefore(inPart);
          blockStart = start + (block == 0 ? 0 : file.measures().start(block));
        } else {
          long blockBytes = (long) blocks.perBlock() * blocks.units().maxBytes();
          block = inPart / blockBytes;
          blockStart = start + block * blockBytes;
        }
        return;
      }
      start += bytes;
    }
    blockStart = start;
  }

  private void schedule() {
    while (pending.size() < ahead && part < parts.size()) {
      Blocks blocks = parts.get(part);
      if (block == blocks.count()) {
        if (part == BODY && !pending.isEmpty()) {
          return; // tails are made of what is known of the whole body
        }
        if (part == BODY) {
          blockStart = position; // nothing is pending, so that is where the body ended
        }
        part++;
        block = 0;
        idle.clear();
        continue;
      }
      if (!pending.isEmpty() && blocks.units().even() && blockStart >= to) {
        return;
      }
      Maker maker = idle.isEmpty() ? new Maker(part, blocks) : idle.pop();
      long number = block;
      FutureTask<Made> task = new FutureTask<>(() -> maker.make(number));
      pending.add(task);
      offer(task);
      blockStart += (long) blocks.unitsIn(block) * blocks.units().maxBytes();
      block++;
    }
  }

  private void offer(FutureTask<Made> task) {
    try {
      helpers.execute(task);
    } catch (RejectedExecutionException e) {
      // Then whoever reads makes it.
    }
  }

  private static Made made(FutureTask<Made> task) {
    task.run(); // does nothing if a helper has begun
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException bug
          ? bug
          : new IllegalStateException("a block could not be made", e.getCause());
    }
  }

  private record Made(Maker maker, int part, long block, int length) {}

  /** A writer with its room, used by one thread after the other. */
  private static final class Maker {
    private final int part;
    private final Blocks blocks;
    private final UnitWriter writer;
    private final byte[] bytes;
    private final long[] facts;

    Maker(int part, Blocks blocks) {
      this.part = part;
      this.blocks = blocks;
      this.writer = blocks.units().writer();
      this.bytes = new byte[blocks.bufferBytes()];
      this.facts = new long[blocks.perBlock()];
    }

    Made make(long block) {
      int length = writer.write(blocks.firstUnit(block), blocks.unitsIn(block), bytes, 0, facts);
      return new Made(this, part, block, length);
    }
  }
}
