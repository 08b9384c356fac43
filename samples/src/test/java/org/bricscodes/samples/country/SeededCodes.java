package org.bricscodes.samples.country;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Serials that look like those of a service and are none, the same for the same order. */
final class SeededCodes implements CodeSource {

  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  @Override
  public List<String> serials(CodeOrder order) {
    Random random = new Random(order.reference().hashCode());
    return IntStream.range(0, order.quantity()).mapToObj(_ -> serial(random)).toList();
  }

  private static String serial(Random random) {
    StringBuilder serial = new StringBuilder();
    for (int i = 0; i < 16; i++) {
      serial.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return serial.toString();
  }
}
