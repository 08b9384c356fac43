package org.bricscodes.ledger.xinghuo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.SCrypt;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.LedgerException;

/**
 * The file a private key lives in: the key's text and a newline, or the family's key store, a JSON
 * object whose {@code cypher_text} is the key's text under AES-256 in counter mode, keyed by scrypt
 * of a password. Neither has a checksum for BIF keys, so the account's address is what shows that
 * the right key came out.
 *
 * <p>No message holds anything that was read.
 */
final class KeyFile {

  private static final int MAX_BYTES = 4096;
  private static final int KEY_BYTES = 32;

  /** Bounds the memory a key store can ask for: 128 · n · r bytes. */
  private static final long MAX_N = 1 << 18;

  private static final long MAX_R_P = 16;

  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private KeyFile() {}

  /**
   * Reads the key of an account.
   *
   * @param passwordFile needed for a key store
   * @throws LedgerException.Refused if a file cannot be read, others may read it, it holds anything
   *     else, or the key is another account's
   */
  @SuppressWarnings("OptionalUsedAsFieldOrParameterType") // no password, stated as such
  static SigningKey read(KeyCodec keys, Path keyFile, Optional<Path> passwordFile, String address)
      throws LedgerException {
    SigningKey key = read(keys, keyFile, passwordFile);
    if (!keys.isOf(address, key.verifyingKey())) {
      throw Fault.INVALID_INPUT.because(
          "'key-file' holds the key of "
              + keys.address(key.verifyingKey())
              + ", 'address' says "
              + address);
    }
    return key;
  }

  /** The same, whatever account it is of. */
  @SuppressWarnings("OptionalUsedAsFieldOrParameterType") // no password, stated as such
  static SigningKey read(KeyCodec keys, Path keyFile, Optional<Path> passwordFile)
      throws LedgerException {
    String text = text("key-file", keyFile).strip();
    boolean store = text.startsWith("{");
    if (store && passwordFile.isEmpty()) {
      throw Fault.INVALID_INPUT.because(
          "'key-file' holds a key store: 'password-file' has to name a file with its password");
    }
    try {
      return keys.parsePrivate(
          store ? decrypted(text, password(passwordFile.orElseThrow())) : text);
    } catch (IllegalArgumentException e) {
      // No cause: its message is ours, and yet a stack trace should hold nothing of a key.
      throw Fault.INVALID_INPUT.because(
          store
              ? "'key-file' holds no key store for the password in 'password-file'"
              : "'key-file' holds no private key of this profile: " + e.getMessage());
    }
  }

  /**
   * Writes a new key where no file is, for its owner's eyes only, and durably.
   *
   * @throws LedgerException.Refused if there is a file, or none can be made
   */
  static void create(KeyCodec keys, Path keyFile, SigningKey key) throws LedgerException {
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Set<OpenOption> fresh = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    boolean posix = keyFile.getFileSystem().supportedFileAttributeViews().contains("posix");
    try (FileChannel channel =
        posix ? FileChannel.open(keyFile, fresh, ownerOnly) : FileChannel.open(keyFile, fresh)) {
      ByteBuffer text = StandardCharsets.UTF_8.encode(keys.printPrivate(key) + "\n");
      while (text.hasRemaining()) {
        channel.write(text);
      }
      channel.force(true);
      Path folder = keyFile.toAbsolutePath().getParent();
      if (folder != null) {
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
          directory.force(true);
        }
      }
    } catch (IOException e) {
      throw Fault.INVALID_INPUT.because("'key-file' cannot be made: " + keyFile, e);
    }
  }

  private static String password(Path file) throws LedgerException {
    String text = text("password-file", file);
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }

  private static String text(String setting, Path file) throws LedgerException {
    try {
      var view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
      if (view != null && !OWNER_ONLY.containsAll(view.readAttributes().permissions())) {
        throw Fault.INVALID_INPUT.because(
            "'" + setting + "' may be read by others; make it its owner's only (chmod 600)");
      }
      if (Files.size(file) > MAX_BYTES) {
        throw Fault.INVALID_INPUT.because("'" + setting + "' is longer than 4096 bytes");
      }
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
          .toString();
    } catch (NoSuchFileException e) {
      throw Fault.INVALID_INPUT.because("'" + setting + "' names no file: " + file, e);
    } catch (CharacterCodingException e) {
      throw Fault.INVALID_INPUT.because("'" + setting + "' is no text: " + file, e);
    } catch (IOException e) {
      throw Fault.INVALID_INPUT.because("'" + setting + "' cannot be read: " + file, e);
    }
  }

  private static String decrypted(String store, String password) {
    JsonNode json = NodeJson.parse(store.getBytes(StandardCharsets.UTF_8));
    JsonNode scrypt = NodeJson.object(json, "scrypt_params");
    long n = NodeJson.number(scrypt, "n");
    long r = NodeJson.number(scrypt, "r");
    long p = NodeJson.number(scrypt, "p");
    if (n < 2
        || n > MAX_N
        || Long.bitCount(n) != 1
        || r < 1
        || r > MAX_R_P
        || p < 1
        || p > MAX_R_P) {
      throw new IllegalArgumentException("the key store's scrypt parameters are out of bounds");
    }
    byte[] key =
        SCrypt.generate(
            password.getBytes(StandardCharsets.UTF_8),
            hex(scrypt, "salt"),
            (int) n,
            (int) r,
            (int) p,
            KEY_BYTES);
    try {
      Cipher aes = Cipher.getInstance("AES/CTR/NoPadding");
      aes.init(
          Cipher.DECRYPT_MODE,
          new SecretKeySpec(key, "AES"),
          new IvParameterSpec(hex(json, "aesctr_iv")));
      return new String(aes.doFinal(hex(json, "cypher_text")), StandardCharsets.ISO_8859_1);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the key store's initial vector has 16 bytes", e);
    }
  }

  /** Key stores are written in either case. */
  private static byte[] hex(JsonNode json, String name) {
    return HexFormat.of().parseHex(NodeJson.text(json, name));
  }
}
