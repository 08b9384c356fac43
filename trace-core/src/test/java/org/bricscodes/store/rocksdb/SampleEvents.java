package org.bricscodes.store.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.bricscodes.store.Key;
import org.bricscodes.store.OrderedBytes;
import org.bricscodes.store.Term;
import org.bricscodes.store.TermIndex;
import org.bricscodes.store.Write;

/**
 * Events of the size and the terms the budgets are stated for: 2 KB, half of it text that repeats;
 * three EPCs of a million, five hot terms.
 */
final class SampleEvents {

  static final int TERMS = 8;

  private static final int BODY_BYTES = 2_048;
  private static final int PLACES = 100;

  private static final int BODIES = 4_096;

  private final RandomGenerator random;
  private final List<byte[]> bodies = new ArrayList<>(BODIES);
  private long number;

  SampleEvents(RandomGenerator random) {
    this.random = random;
    for (int i = 0; i < BODIES; i++) {
      bodies.add(body());
    }
  }

  /** Id of the event with this number; scattered as hashes are. */
  static byte[] id(long number) {
    return OrderedBytes.concat(
        OrderedBytes.ofLong(number * 0x9E3779B97F4A7C15L), OrderedBytes.ofLong(number));
  }

  /** One millisecond apart, from 2026 on. */
  static long timeMicros(long number) {
    return 1_767_225_600_000_000L + number * 1_000;
  }

  static Term place(int place) {
    return Term.hot("bizLocation=https://id.gs1.org/414/950600010000" + place);
  }

  static Term epc(int serial) {
    return Term.role("https://id.gs1.org/01/09506000134352/21/" + serial, 1);
  }

  /** The next event's rows, postings first. */
  List<Write> next(TermIndex index) {
    long event = number++;
    List<Write> writes = index.writes(id(event), timeMicros(event), terms());
    writes.add(
        new Write.Put(Key.of(BenchedStore.BODIES, id(event)), bodies.get((int) (event % BODIES))));
    return writes;
  }

  private List<Term> terms() {
    List<Term> terms = new ArrayList<>(TERMS);
    for (int i = 0; i < 3; i++) {
      terms.add(epc(random.nextInt(1_000_000)));
    }
    terms.add(place(random.nextInt(PLACES)));
    terms.add(Term.hot("readPoint=https://id.gs1.org/414/95060002" + random.nextInt(PLACES)));
    terms.add(Term.hot("bizStep=https://ref.gs1.org/cbv/BizStep-" + random.nextInt(20)));
    terms.add(Term.hot("party=https://id.gs1.org/417/" + random.nextInt(20)));
    terms.add(Term.hot("eventType=ObjectEvent"));
    return terms;
  }

  private byte[] body() {
    StringBuilder body = new StringBuilder(BODY_BYTES);
    while (body.length() < BODY_BYTES) {
      body.append("\"https://id.gs1.org/01/09506000134352/21/")
          .append(Long.toString(random.nextLong() >>> 1, 36))
          .append(Long.toString(random.nextLong() >>> 1, 36))
          .append("\",");
    }
    return body.substring(0, BODY_BYTES).getBytes(UTF_8);
  }
}
