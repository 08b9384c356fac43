package org.bricscodes.codes;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.gs1.Element;

/**
 * The serials of one batch in order of issue, computed when read. Several readers may be open at
 * once; each {@link SerialReader} and stream has its own cipher. Thread-safe itself.
 */
public final class SerialRun {

  private final EpochKey epochKey;
  private final SecretKey key;
  private final Batch batch;

  SerialRun(EpochKey epochKey, Batch batch) {
    this.epochKey = epochKey;
    this.key = epochKey.serialKey(batch.gtin());
    this.batch = batch;
  }

  public Batch batch() {
    return batch;
  }

  /** How many serials. */
  public long count() {
    return batch.count();
  }

  /** All serials; sequential, to be consumed by one thread. */
  public Stream<Serial> stream() {
    return stream(0);
  }

  /**
   * The serials from place {@code from} on.
   *
   * @param from 0 to {@link #count}
   */
  public Stream<Serial> stream(long from) {
    checkPlace(from);
    SerialWriter writer = writer();
    return LongStream.range(from, count())
        .mapToObj(
            place -> {
              byte[] text = new byte[Serial.LENGTH];
              writer.write(batch.firstCounter() + place, 1, text, 0, Serial.LENGTH);
              return new Serial(new String(text, StandardCharsets.US_ASCII));
            });
  }

  /**
   * The URI of one serial: {@code BASE/01/GTIN/10/LOT/21/SERIAL}.
   *
   * @param baseUri such as {@code https://trace.example}, optionally with a path, no trailing slash
   * @throws org.bricscodes.gs1.Gs1Exception if the base is not an http or https address
   */
  public DigitalLink link(String baseUri, Serial serial) {
    return DigitalLink.of(
            List.of(
                new Element("01", batch.gtin().digits()),
                new Element("10", batch.lot()),
                new Element("21", serial.text())))
        .withBase(baseUri);
  }

  /** Derives the inner codes of these serials; one for each thread that writes them. */
  public InnerCodes innerCodes() {
    return new InnerCodes(epochKey.innerKey(), batch.gtin());
  }

  /** Reads serials by place, with a cipher of its own. */
  public SerialReader reader() {
    return new SerialReader(writer(), batch);
  }

  SerialWriter writer() {
    return new SerialWriter(new SerialCipher(key, batch.gtin().digits()), batch.epoch());
  }

  private void checkPlace(long from) {
    if (from < 0 || from > count()) {
      throw new IllegalArgumentException("the place is not in this batch");
    }
  }
}
