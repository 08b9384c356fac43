package org.bricscodes.ledger.fabric;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bricscodes.ledger.Content;
import org.bricscodes.ledger.TxId;
import org.bricscodes.tlog.TlogException;

/**
 * What the chaincode keeps of a content, and answers; its text is written out in the chaincode's
 * class of the same name.
 *
 * @param time of the proposal that wrote it, whole seconds
 */
record StoredRecord(String writer, TxId txId, Instant time, Content content) {

  private static final Pattern TEXT =
      Pattern.compile(
          """
          bricscodes\\.org/fabric-record@v1
          writer ([A-Za-z0-9._-]{1,100}/[0-9a-f]{64})
          tx ([0-9a-f]{64})
          time (0|[1-9][0-9]{0,11})
          content ([A-Za-z0-9+/=]*)
          """);

  /**
   * @throws IllegalArgumentException if {@code bytes} is no record in canonical form
   */
  static StoredRecord parse(byte[] bytes) {
    Matcher m = TEXT.matcher(new String(bytes, StandardCharsets.US_ASCII));
    if (!m.matches()) {
      throw new IllegalArgumentException("this is no record of our chaincode");
    }
    byte[] content = Base64.getDecoder().decode(m.group(4));
    if (!Base64.getEncoder().encodeToString(content).equals(m.group(4))) {
      throw new IllegalArgumentException("the record's content is not canonical base64");
    }
    try {
      StoredRecord stored =
          new StoredRecord(
              m.group(1),
              new TxId(m.group(2)),
              Instant.ofEpochSecond(Long.parseLong(m.group(3))),
              Content.parse(content));
      if (!Arrays.equals(stored.content().bytes(), content)) {
        throw new IllegalArgumentException("the record's content is not in canonical form");
      }
      return stored;
    } catch (TlogException e) {
      throw new IllegalArgumentException("the record's content is nothing we know", e);
    }
  }
}
