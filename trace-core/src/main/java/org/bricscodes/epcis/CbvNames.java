package org.bricscodes.epcis;

/** Names of the Core Business Vocabulary as JSON-LD writes them. Any thread. */
public final class CbvNames {

  private CbvNames() {}

  /** {@code shipping} for its Web URI or URN; any other text as it is. */
  public static String bizStep(String uri) {
    return shortened(Vocabulary.BIZ_STEP, uri);
  }

  /** {@code in_transit} for its Web URI or URN; any other text as it is. */
  public static String disposition(String uri) {
    return shortened(Vocabulary.DISPOSITION, uri);
  }

  private static String shortened(Vocabulary vocabulary, String uri) {
    String word = vocabulary.wordFor(uri);
    return word == null ? uri : word;
  }
}
