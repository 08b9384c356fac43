package org.bricscodes.api.output;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/**
 * One file of a batch: see the package. Thread-safe; any number of readers may be open at once, and
 * they share what is measured.
 */
public final class BatchFile {

  private final FileName name;
  private final byte[] head;
  private final Blocks body;
  private final List<Tail> tails;
  private final Measures measures;

  /** -1 until it is known. */
  private volatile long length = -1;

  BatchFile(FileName name, byte[] head, Units body, List<Tail> tails) {
    this.name = name;
    this.head = head.clone();
    this.body = Blocks.of(body);
    this.tails = List.copyOf(tails);
    this.measures = new Measures(this.body, !tails.isEmpty());
  }

  /** What to call it on disk. */
  public String name() {
    return name.file();
  }

  /** What it is sent as. */
  public String mediaType() {
    return name.mediaType();
  }

  /**
   * Names its bytes: 32 hexadecimal digits, the same for the same bytes, other ones for others, in
   * every process.
   */
  public String tag() {
    return name.tag();
  }

  /** Codes in it. */
  public long codes() {
    return name.codes();
  }

  /** Bytes of the whole, as soon as they are known. */
  public OptionalLong length() {
    long known = length;
    if (known >= 0) {
      return OptionalLong.of(known);
    }
    if (!measures.complete()) {
      return OptionalLong.empty();
    }
    long sum = head.length + measures.bodyBytes();
    for (Tail tail : tails) {
      sum += tail.length(new BodyFacts(head.length, body, measures));
    }
    length = sum;
    return OptionalLong.of(sum);
  }

  /**
   * Makes bytes only to learn how many they are, from where it was left, as long as {@code goOn}
   * says; asked after every block.
   *
   * @return whether the length is known now
   */
  public boolean measure(BooleanSupplier goOn) {
    if (measures.complete()) {
      return true;
    }
    UnitWriter writer = body.units().writer();
    byte[] bytes = new byte[body.bufferBytes()];
    long[] facts = new long[body.perBlock()];
    while (!measures.complete() && goOn.getAsBoolean()) {
      long block = measures.nextToMeasure();
      if (block < body.count()) { // another may have come to the end meanwhile
        int made = writer.write(body.firstUnit(block), body.unitsIn(block), bytes, 0, facts);
        measures.made(block, made, facts);
      }
    }
    return measures.complete();
  }

  /**
   * Reads the whole.
   *
   * @param helpers make blocks ahead; may refuse
   * @param ahead how many blocks are made ahead
   */
  public FileReader read(Executor helpers, int ahead) {
    return new FileReader(this, 0, Long.MAX_VALUE, helpers, ahead);
  }

  /**
   * Reads bytes {@code from} to {@code to - 1}.
   *
   * @throws IllegalStateException if the length is not known, and the beginning is not asked for
   */
  public FileReader read(long from, long to, Executor helpers, int ahead) {
    if (from > 0 && !measures.complete()) {
      throw new IllegalStateException("the file has to be measured first");
    }
    return new FileReader(this, from, to, helpers, ahead);
  }

  /** Most bytes of memory it will take, beside its readers. */
  long maxMemory() {
    return head.length + measures.maxMemory();
  }

  Measures measures() {
    return measures;
  }

  /** The parts in their order; the body is the second. */
  List<Blocks> parts() {
    List<Blocks> parts = new ArrayList<>();
    parts.add(Blocks.of(new Head(head)));
    parts.add(body);
    for (Tail tail : tails) {
      parts.add(Blocks.of(new TailUnits(tail, this)));
    }
    return parts;
  }

  private record TailUnits(Tail tail, BatchFile file) implements Units {
    @Override
    public long count() {
      return tail.count();
    }

    @Override
    public int maxBytes() {
      return tail.bytes();
    }

    @Override
    public boolean even() {
      return true;
    }

    @Override
    public UnitWriter writer() {
      return tail.writer(new BodyFacts(file.head.length, file.body, file.measures));
    }
  }

  /** One unit, or none when there is nothing to say. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Head(byte[] bytes) implements Units {
    @Override
    public long count() {
      return bytes.length == 0 ? 0 : 1;
    }

    @Override
    public int maxBytes() {
      return Math.max(1, bytes.length);
    }

    @Override
    public boolean even() {
      return true;
    }

    @Override
    public UnitWriter writer() {
      return (first, count, into, at, facts) -> {
        System.arraycopy(bytes, 0, into, at, bytes.length);
        return at + bytes.length;
      };
    }
  }
}
