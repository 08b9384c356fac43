package org.bricscodes.ledger.xinghuo;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.bricscodes.ledger.Anchor;
import org.bricscodes.ledger.Content;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.LedgerId;
import org.bricscodes.ledger.Prepared;
import org.bricscodes.ledger.xinghuo.Entries.Head;
import org.bricscodes.tlog.Digest;

/**
 * Makes and reads the transactions that carry contents.
 *
 * <p>A random remark of eight bytes makes every prepared transaction its own: an SM2 signature
 * differs each time it is made, and one transaction id should never name two byte strings.
 */
final class AnchorWriter {

  private static final int SALT_BYTES = 8;

  /** Signature, public key and framing around a blob; the longest is SM2's, 226 bytes. */
  private static final int ENVELOPE_BYTES = 256;

  private final Settings settings;
  private final SigningKey key;
  private final SecureRandom random;
  private final BlobCodec codec;
  private final LedgerId ledger;

  AnchorWriter(Settings settings, SigningKey key, SecureRandom random) {
    this.settings = settings;
    this.key = key;
    this.random = random;
    this.codec = new BlobCodec(settings.chain().profile());
    this.ledger = settings.chain().ledger(settings.address());
  }

  /**
   * What a transaction is for.
   *
   * @param nonce its place among the account's
   * @param height of the newest block
   */
  record Terms(long nonce, long height, long gasPrice) {}

  /**
   * Signs the transaction of an anchor.
   *
   * @param headVersion of the log's head entry as it was read; 0 where there is none
   * @throws LedgerException.Unavailable with {@link Fault#UNDERPRICED} if it would cost more than
   *     one may
   */
  Prepared write(Anchor anchor, long headVersion, Terms terms) throws LedgerException {
    Head head = new Head(anchor.checkpoint().size(), terms.height(), last(terms));
    return sign(anchor, Entries.anchoring(anchor, head, headVersion), terms);
  }

  /** Signs the transaction of a content that overwrites; fails as for an anchor. */
  Prepared write(Content content, Terms terms) throws LedgerException {
    return sign(content, Entries.writing(content), terms);
  }

  private Prepared sign(Content content, List<Operation> operations, Terms terms)
      throws LedgerException {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    Transaction tx =
        new Transaction(
            settings.address(),
            terms.nonce(),
            "",
            operations,
            HexFormat.of().formatHex(salt),
            settings.maxFee(),
            terms.gasPrice(),
            last(terms),
            settings.chain().chainId(),
            settings.chain().domainId());
    byte[] blob = codec.print(tx);
    requireCap(blob.length, terms.gasPrice());
    SignedBlob signed =
        new SignedBlob(
            settings.chain().profile().keys().printPublic(key.verifyingKey()),
            LowerHex.print(key.sign(blob, random)),
            LowerHex.print(blob));
    return new Prepared(
        ledger,
        signed.txId(),
        content,
        signed.bytes(),
        Map.of(
            "nonce", String.valueOf(terms.nonce()),
            "gas-price", String.valueOf(terms.gasPrice()),
            "expires-at-height", String.valueOf(last(terms))));
  }

  private long last(Terms terms) {
    return terms.height() + settings.lifetime();
  }

  private void requireCap(int blobBytes, long gasPrice) throws LedgerException {
    long bytes = (long) blobBytes + ENVELOPE_BYTES;
    if (gasPrice > settings.maxFee() / bytes) {
      throw Fault.UNDERPRICED.because(
          "a transaction of "
              + bytes
              + " bytes at a gas price of "
              + gasPrice
              + " costs more than 'max-fee', "
              + settings.maxFee());
    }
  }

  /** A prepared transaction, taken apart. */
  record Attempt(SignedBlob signed, Transaction tx, Digest hash) {}

  /**
   * Takes apart what was prepared.
   *
   * @throws LedgerException.Refused if it is of another ledger, not what its id says, or carries
   *     another content than it is said to
   */
  Attempt read(Prepared prepared) throws LedgerException {
    if (!prepared.ledger().equals(ledger)) {
      throw Fault.WRONG_NETWORK.because("prepared for " + prepared.ledger());
    }
    try {
      SignedBlob signed = SignedBlob.parse(prepared.bytes());
      Transaction tx = codec.parse(signed.blobBytes());
      if (!signed.txId().equals(prepared.txId()) || !Entries.carries(tx, prepared.content())) {
        throw Fault.INVALID_INPUT.because("the prepared bytes are not those of id and content");
      }
      return new Attempt(signed, tx, Digest.parseHex(signed.txId().value()));
    } catch (IllegalArgumentException e) {
      throw Fault.INVALID_INPUT.because(
          "the prepared bytes are none of ours: " + e.getMessage(), e);
    }
  }
}
