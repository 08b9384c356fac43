package org.bricscodes.ledger.xinghuo;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import org.bricscodes.ledger.TxId;
import org.bricscodes.tlog.Digest;

/**
 * A transaction as it is sent: the blob and the one signature it needs, all in lower-case hex. Its
 * text is what {@code Prepared} keeps:
 *
 * <pre>
 * xinghuo-tx/1
 * public-key &lt;public key, as the profile prints it&gt;
 * signature &lt;64 bytes&gt;
 * blob &lt;transaction&gt;
 * </pre>
 */
record SignedBlob(String publicKey, String signature, String blob) {

  private static final String FIRST_LINE = "xinghuo-tx/1";

  SignedBlob {
    var _ = LowerHex.parse("a public key", publicKey);
    var _ = LowerHex.parse("a signature", signature);
    var _ = LowerHex.parse("a blob", blob);
  }

  /**
   * The inverse of {@link #bytes()}.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  static SignedBlob parse(byte[] bytes) {
    String[] lines = new String(bytes, US_ASCII).split("\n", 5);
    if (lines.length != 5) {
      throw new IllegalArgumentException("a prepared transaction has four lines");
    }
    SignedBlob parsed =
        new SignedBlob(
            lines[1].replaceFirst("^public-key ", ""),
            lines[2].replaceFirst("^signature ", ""),
            lines[3].replaceFirst("^blob ", ""));
    if (!Arrays.equals(parsed.bytes(), bytes)) {
      throw new IllegalArgumentException("a prepared transaction has the form " + FIRST_LINE);
    }
    return parsed;
  }

  byte[] bytes() {
    return (FIRST_LINE
            + ("\npublic-key " + publicKey)
            + ("\nsignature " + signature)
            + ("\nblob " + blob)
            + "\n")
        .getBytes(US_ASCII);
  }

  byte[] blobBytes() {
    return LowerHex.parse("a blob", blob);
  }

  byte[] signatureBytes() {
    return LowerHex.parse("a signature", signature);
  }

  /** The hash of the blob, whatever the signature's algorithm. */
  TxId txId() {
    return new TxId(Digest.sha256(blobBytes()).toString());
  }
}
