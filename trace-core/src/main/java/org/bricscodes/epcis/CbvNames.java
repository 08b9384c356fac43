package org.bricscodes.epcis;

import java.util.List;

/** Names of the Core Business Vocabulary as JSON-LD and XML write them. Any thread. */
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

  /**
   * A business step or disposition as XML writes it; any other text as it is.
   *
   * @param uri canonical, a Web URI
   */
  public static String inXml(String uri, CbvXmlFormat format) {
    for (Vocabulary vocabulary : List.of(Vocabulary.BIZ_STEP, Vocabulary.DISPOSITION)) {
      String word = vocabulary.wordFor(uri);
      if (word != null) {
        return vocabulary.inXml(word, format);
      }
    }
    return uri;
  }

  /** The standard business steps. */
  public static List<String> bizSteps() {
    return Vocabulary.BIZ_STEP.all();
  }

  /** The standard dispositions. */
  public static List<String> dispositions() {
    return Vocabulary.DISPOSITION.all();
  }

  /** The standard types of business transactions. */
  public static List<String> bizTransactionTypes() {
    return Vocabulary.BIZ_TRANSACTION.all();
  }

  /** The standard types of sources and destinations. */
  public static List<String> sourceTypes() {
    return Vocabulary.SOURCE_DESTINATION.all();
  }

  /** The standard reasons of an error declaration. */
  public static List<String> errorReasons() {
    return Vocabulary.ERROR_REASON.all();
  }

  private static String shortened(Vocabulary vocabulary, String uri) {
    String word = vocabulary.wordFor(uri);
    return word == null ? uri : word;
  }
}
