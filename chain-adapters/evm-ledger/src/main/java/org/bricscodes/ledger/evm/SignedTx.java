package org.bricscodes.ledger.evm;

import java.math.BigInteger;
import java.security.SignatureException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.Hash;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.Sign;
import org.web3j.crypto.SignedRawTransaction;
import org.web3j.crypto.TransactionDecoder;
import org.web3j.crypto.TransactionEncoder;
import org.web3j.crypto.transaction.type.Transaction1559;
import org.web3j.protocol.core.methods.response.Transaction;
import org.web3j.utils.Numeric;

/**
 * A signed transaction that carries no money: the bytes that are sent, and what they say. It is all
 * there is of an attempt, so that what was stored can be sent, looked for, replaced and given up
 * after any restart.
 *
 * @param hash of the bytes, its name on the chain
 * @param from whose signature it bears, lower case
 * @param to whom, lower case; empty to make a contract
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never handed out to be changed
record SignedTx(
    byte[] raw,
    String hash,
    String from,
    long chainId,
    long nonce,
    long gasLimit,
    Price price,
    String to,
    byte[] input) {

  private static final int TYPE_1559 = 2;
  private static final int FIRST_LIST = 0xc0;
  private static final int FIRST_V = 27;
  private static final int WORD = 32;

  /** The order of the group of secp256k1 (SEC 2, 2.4.1); keys are smaller, and not zero. */
  static final BigInteger ORDER =
      new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

  static SignedTx signed(
      Credentials key,
      long chainId,
      long nonce,
      long gasLimit,
      Price price,
      String to,
      byte[] input) {
    BigInteger n = BigInteger.valueOf(nonce);
    BigInteger gas = BigInteger.valueOf(gasLimit);
    String data = Hex.of(input);
    byte[] raw =
        switch (price) {
          case Price.Legacy(BigInteger gasPrice) ->
              TransactionEncoder.signMessage(
                  RawTransaction.createTransaction(n, gasPrice, gas, to, BigInteger.ZERO, data),
                  chainId,
                  key);
          case Price.Dynamic(BigInteger tip, BigInteger cap) ->
              TransactionEncoder.signMessage(
                  RawTransaction.createTransaction(
                      chainId, n, gas, to, BigInteger.ZERO, data, tip, cap),
                  key);
        };
    return parse(raw);
  }

  /**
   * From the bytes alone.
   *
   * @throws IllegalArgumentException if they are no transaction of a kind that is made here
   */
  static SignedTx parse(byte[] raw) {
    if (raw.length == 0) {
      throw new IllegalArgumentException("a transaction is not empty");
    }
    int first = raw[0] & 0xff;
    if (first != TYPE_1559 && first < FIRST_LIST) {
      throw new IllegalArgumentException("a transaction is of type 2, or of the first type");
    }
    Rlp.list(Rlp.decode(first == TYPE_1559 ? Arrays.copyOfRange(raw, 1, raw.length) : raw));
    try {
      if (!(TransactionDecoder.decode(Hex.of(raw)) instanceof SignedRawTransaction signed)) {
        throw new IllegalArgumentException("a transaction is signed");
      }
      return parsed(raw, signed);
    } catch (IllegalArgumentException e) {
      throw e;
    } catch (RuntimeException | SignatureException e) {
      throw new IllegalArgumentException("these bytes are no transaction", e);
    }
  }

  /** From what a node tells of one, if that leads back to the bytes it has its name from. */
  static Optional<SignedTx> of(Transaction told, long chainId) {
    try {
      boolean dynamic = "0x2".equals(told.getType());
      RawTransaction unsigned =
          dynamic
              ? RawTransaction.createTransaction(
                  chainId,
                  told.getNonce(),
                  told.getGas(),
                  told.getTo(),
                  told.getValue(),
                  told.getInput(),
                  told.getMaxPriorityFeePerGas(),
                  told.getMaxFeePerGas())
              : RawTransaction.createTransaction(
                  told.getNonce(),
                  told.getGasPrice(),
                  told.getGas(),
                  told.getTo(),
                  told.getValue(),
                  told.getInput());
      // Of type 2 nodes tell the parity alone; web3j wants the number it once stood behind.
      long v = dynamic && told.getV() < FIRST_V ? told.getV() + FIRST_V : told.getV();
      Sign.SignatureData signature =
          new Sign.SignatureData(
              BigInteger.valueOf(v).toByteArray(),
              Numeric.toBytesPadded(Numeric.toBigInt(told.getR()), WORD),
              Numeric.toBytesPadded(Numeric.toBigInt(told.getS()), WORD));
      SignedTx tx = parse(TransactionEncoder.encode(unsigned, signature));
      return tx.hash().equalsIgnoreCase(told.getHash()) ? Optional.of(tx) : Optional.empty();
    } catch (RuntimeException e) {
      return Optional.empty(); // it is of another kind, or told in another way
    }
  }

  private static SignedTx parsed(byte[] raw, SignedRawTransaction signed)
      throws SignatureException {
    if (new BigInteger(1, signed.getSignatureData().getS()).compareTo(ORDER.shiftRight(1)) > 0) {
      throw new IllegalArgumentException("a signature has the smaller of two values of s");
    }
    if (!Arrays.equals(TransactionEncoder.encode(signed, signed.getSignatureData()), raw)) {
      throw new IllegalArgumentException("a transaction stands in its canonical form");
    }
    if (signed.getValue() != null && signed.getValue().signum() != 0) {
      throw new IllegalArgumentException("a transaction of ours carries no money");
    }
    Price price;
    Long chainId;
    if (signed.getTransaction() instanceof Transaction1559 dynamic) {
      price = new Price.Dynamic(dynamic.getMaxPriorityFeePerGas(), dynamic.getMaxFeePerGas());
      chainId = dynamic.getChainId();
    } else {
      price = new Price.Legacy(signed.getGasPrice());
      chainId = signed.getChainId();
    }
    if (chainId == null) {
      throw new IllegalArgumentException("a transaction names its chain");
    }
    String to = signed.getTo() == null ? "" : signed.getTo().toLowerCase(Locale.ROOT);
    String data = Objects.requireNonNullElse(signed.getData(), "");
    return new SignedTx(
        raw.clone(),
        Hex.of(Hash.sha3(raw)),
        signed.getFrom().toLowerCase(Locale.ROOT),
        chainId,
        signed.getNonce().longValueExact(),
        signed.getGasLimit().longValueExact(),
        price,
        to.equals("0x") ? "" : to,
        Hex.bytes(data.startsWith("0x") ? data : "0x" + data));
  }

  /** What an operator wants to see of it. */
  Map<String, String> terms() {
    return Map.of(
        "nonce",
        Long.toString(nonce),
        "gas-limit",
        Long.toString(gasLimit),
        "max-fee-per-gas",
        price.cap() + " wei",
        "max-tip-per-gas",
        price.tip() + " wei");
  }
}
