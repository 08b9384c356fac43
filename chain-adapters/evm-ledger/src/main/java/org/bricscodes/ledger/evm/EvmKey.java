package org.bricscodes.ledger.evm;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.LedgerException;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.Wallet;
import org.web3j.crypto.WalletFile;
import org.web3j.crypto.exception.CipherException;
import org.web3j.protocol.ObjectMapperFactory;
import tools.jackson.core.JacksonException;

/**
 * The key transactions are signed with, from a file that only its owner may read: 64 hexadecimal
 * digits, or a Web3 Secret Storage file whose password stands in another such file. It is never
 * printed, and no message quotes what a file holds.
 */
final class EvmKey {

  private static final int MAX_BYTES = 16 << 10;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private final Credentials credentials;

  private EvmKey(Credentials credentials) {
    this.credentials = credentials;
  }

  /**
   * @throws LedgerException.Refused saying which file cannot be used, and why
   */
  static EvmKey read(Path file, Optional<Path> passwordFile) throws LedgerException {
    String text = secret("key-file", file).strip();
    if (text.startsWith("{")) {
      if (passwordFile.isEmpty()) {
        throw Fault.INVALID_INPUT.because(
            "'key-file' is encrypted: name the file with its password as 'password-file'");
      }
      return unlocked(text, secret("password-file", passwordFile.get()));
    }
    String digits = text.startsWith("0x") ? text.substring(2) : text;
    if (!digits.matches("[0-9a-fA-F]{64}")) {
      throw Fault.INVALID_INPUT.because(
          "'key-file' holds neither 64 hexadecimal digits nor a Web3 key store (JSON)");
    }
    BigInteger secret = new BigInteger(digits, 16);
    if (secret.signum() == 0 || secret.compareTo(SignedTx.ORDER) >= 0) {
      throw Fault.INVALID_INPUT.because("'key-file' holds a number that is no secp256k1 key");
    }
    return new EvmKey(Credentials.create(digits));
  }

  /** The account, lower case. */
  String address() {
    return credentials.getAddress().toLowerCase(Locale.ROOT);
  }

  SignedTx sign(long chainId, long nonce, long gasLimit, Price price, String to, byte[] input) {
    return SignedTx.signed(credentials, chainId, nonce, gasLimit, price, to, input);
  }

  @Override
  public String toString() {
    return "EvmKey[" + address() + "]";
  }

  private static EvmKey unlocked(String json, String passwordText) throws LedgerException {
    String password = passwordText.replaceFirst("\\R\\z", "");
    try {
      WalletFile wallet = ObjectMapperFactory.getObjectMapper().readValue(json, WalletFile.class);
      return new EvmKey(Credentials.create(Wallet.decrypt(password, wallet)));
    } catch (CipherException | JacksonException | IllegalArgumentException e) {
      throw Fault.INVALID_INPUT.because("'password-file' does not open 'key-file'");
    }
  }

  private static String secret(String setting, Path file) throws LedgerException {
    try {
      if (!Files.isRegularFile(file)) {
        throw Fault.INVALID_INPUT.because("'" + setting + "' names no file: " + file);
      }
      var view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
      if (view != null && !OWNER_ONLY.containsAll(view.readAttributes().permissions())) {
        throw Fault.INVALID_INPUT.because(
            "'" + setting + "' may be read by others; make it its owner's only: chmod 600 " + file);
      }
      if (Files.size(file) > MAX_BYTES) {
        throw Fault.INVALID_INPUT.because("'" + setting + "' has more than 16384 bytes");
      }
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw Fault.INVALID_INPUT.because("'" + setting + "' cannot be read: " + file);
    }
  }
}
