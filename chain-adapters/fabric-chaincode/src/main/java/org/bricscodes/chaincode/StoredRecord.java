package org.bricscodes.chaincode;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What stands under a key for ever, and what is answered and announced:
 *
 * <pre>
 * bricscodes.org/fabric-record@v1
 * writer &lt;{@link Writer}&gt;
 * tx &lt;transaction id&gt;
 * time &lt;epoch second of the proposal, which every endorser compared with its clock&gt;
 * content &lt;base64&gt;
 * </pre>
 *
 * @param content base64
 */
record StoredRecord(Writer writer, String txId, long time, String content) {

  static StoredRecord of(Writer writer, String txId, long time, byte[] content) {
    return new StoredRecord(writer, txId, time, Base64.getEncoder().encodeToString(content));
  }

  byte[] bytes() {
    return ("bricscodes.org/fabric-record@v1"
            + ("\nwriter " + writer)
            + ("\ntx " + txId)
            + ("\ntime " + time)
            + ("\ncontent " + content)
            + "\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** The content of a record as it is stored. */
  static byte[] contentOf(byte[] stored) {
    String text = new String(stored, StandardCharsets.UTF_8);
    int at = text.indexOf("\ncontent ") + "\ncontent ".length();
    return Base64.getDecoder().decode(text.substring(at, text.length() - 1));
  }
}
