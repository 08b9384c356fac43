package org.bricscodes.codes;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file with one key, readable by its owner only where the file system has such rights: as text,
 * or wrapped under a key-encryption key ({@link WrappedKey}). Which of the two is decided by the
 * caller, and a file of the other kind is refused: a plain key where a wrapped one should be is an
 * accident.
 */
final class KeyFile {

  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private final Path file;
  private final Path directory;
  private final boolean posix;
  private final @Nullable KeyWrapper wrapper;

  /**
   * @param wrapper null: the file is plain
   */
  KeyFile(Path file, @Nullable KeyWrapper wrapper) {
    this.file = file.toAbsolutePath();
    Path parent = this.file.getParent();
    if (parent == null) {
      throw new CodesException.UnusableKey("the key file's path names a directory");
    }
    this.directory = parent;
    this.wrapper = wrapper;
    this.posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  MasterKey open() {
    byte[] bytes = bytes();
    MasterKey key = new MasterKey(bytes);
    Arrays.fill(bytes, (byte) 0);
    return key;
  }

  /** The 32 secret bytes of the file. */
  byte[] bytes() {
    byte[] content = content();
    boolean wrapped = WrappedKey.isWrapped(content);
    if (wrapper == null) {
      if (wrapped) {
        throw new CodesException.UnusableKey(
            "the key file is wrapped under "
                + WrappedKey.wrapperId(content)
                + ": give that key-encryption key");
      }
      return MasterKey.bytes(new String(content, StandardCharsets.ISO_8859_1));
    }
    if (!wrapped) {
      throw new CodesException.UnusableKey(
          "the key file is plain although a key-encryption key is given: wrap it first");
    }
    return WrappedKey.unwrap(content, wrapper);
  }

  /** The 32 bytes of a file that has to be plain. */
  byte[] plainBytes() {
    return MasterKey.bytes(new String(content(), StandardCharsets.ISO_8859_1));
  }

  private byte[] content() {
    if (!Files.exists(file)) {
      throw new CodesException.UnusableKey("the key file does not exist");
    }
    try {
      if (posix && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
        throw new CodesException.UnusableKey(
            "the key file is open to group or others: chmod 600 it, and consider the key known");
      }
      try (InputStream in = Files.newInputStream(file)) {
        return in.readNBytes(WrappedKey.MAX_BYTES + 1);
      }
    } catch (IOException e) {
      throw new CodesException.UnusableKey("the key file cannot be read", e);
    }
  }

  MasterKey openOrCreate(SecureRandom random) {
    if (!Files.exists(file)) {
      try {
        create(random);
      } catch (FileAlreadyExistsException _) {
        // Another process was first: its key is the key.
      } catch (IOException e) {
        throw new CodesException.UnusableKey("the key file cannot be created", e);
      }
    }
    return open();
  }

  /**
   * Puts the same key in another form in its place, for {@code next} to open. A crash leaves the
   * old form or the new one. The new form is opened before the old one goes.
   */
  void replace(KeyFile next, SecureRandom random) {
    byte[] key = bytes();
    Path written = null;
    try {
      written = next.draft(key, random);
      if (!Arrays.equals(new KeyFile(written, next.wrapper).bytes(), key)) {
        throw new CodesException.UnusableKey("the new form of the key does not give the key back");
      }
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
      syncDirectory();
    } catch (IOException e) {
      throw new CodesException.UnusableKey("the key file cannot be replaced", e);
    } finally {
      Arrays.fill(key, (byte) 0);
      if (written != null) {
        remove(written);
      }
    }
  }

  /**
   * Writes and syncs the key under a temporary name, then links it to its own: a link, unlike a
   * rename, never replaces a key that exists. A crash before the link leaves a file nobody reads; a
   * crash after it leaves a second name, equally closed.
   */
  private void create(SecureRandom random) throws IOException {
    Files.createDirectories(directory, rights("rwx------"));
    byte[] key = new byte[MasterKey.BYTES];
    random.nextBytes(key);
    Path written = draft(key, random);
    Arrays.fill(key, (byte) 0);
    try {
      Files.createLink(file, written);
    } catch (UnsupportedOperationException _) {
      Files.move(written, file);
    } finally {
      Files.deleteIfExists(written);
    }
    syncDirectory();
  }

  /** A synced file beside this one, with the key in this one's form. */
  private Path draft(byte[] key, SecureRandom random) throws IOException {
    byte[] content =
        wrapper == null
            ? EpochKey.ascii(HexFormat.of().formatHex(key) + "\n")
            : WrappedKey.wrap(key, wrapper, random);
    Path written =
        directory.resolve(file.getFileName() + "." + Long.toHexString(random.nextLong()) + ".tmp");
    try (FileChannel out =
        FileChannel.open(written, EnumSet.of(CREATE_NEW, WRITE), rights("rw-------"))) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        out.write(rest);
      }
      out.force(true);
    }
    return written;
  }

  private static void remove(Path draft) {
    try {
      Files.deleteIfExists(draft);
    } catch (IOException _) {
      // Closed to others, and no key file by its name.
    }
  }

  private void syncDirectory() throws IOException {
    if (posix) {
      try (FileChannel entries = FileChannel.open(directory, READ)) {
        entries.force(true);
      }
    }
  }

  private FileAttribute<?>[] rights(String permissions) {
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
