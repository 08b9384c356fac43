package org.bricscodes.tlog;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The file a {@link SignerKey} lives in: its {@link SignerKey#secretText} and a newline. */
public final class SignerKeyFile {

  private static final int MAX_BYTES = 1024;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private SignerKeyFile() {}

  /**
   * Reads the key, or creates it, readable by its owner only, if there is no file yet. The
   * directory must exist. Processes that race agree on one key.
   *
   * @param name the key name a new key gets and an existing one must have; for a log its origin
   * @param random cryptographically strong
   * @throws NoteException ({@code MALFORMED_KEY}) if the file holds anything else
   * @throws LogException ({@code IO}) if it cannot be read or written, or others may read it
   */
  public static SignerKey loadOrCreate(Path file, String name, RandomGenerator random) {
    try {
      if (!Files.exists(file)) {
        create(file, SignerKey.generate(name, random), random);
      }
      SignerKey key = load(file);
      if (!key.name().equals(name)) {
        throw new NoteException(
            NoteException.Reason.MALFORMED_KEY,
            "the key file holds the key of " + key.name() + ", not of " + name);
      }
      return key;
    } catch (IOException e) {
      throw new LogException(LogException.Reason.IO, "the key file cannot be used", e);
    }
  }

  /**
   * Reads a key that is there.
   *
   * @throws NoteException ({@code MALFORMED_KEY}) if the file holds anything else
   * @throws LogException ({@code IO}) if it cannot be read, or others may read it
   */
  public static SignerKey open(Path file) {
    try {
      return load(file);
    } catch (IOException e) {
      throw new LogException(LogException.Reason.IO, "the key file cannot be used", e);
    }
  }

  private static SignerKey load(Path file) throws IOException {
    requireOwnerOnly(file);
    if (Files.size(file) > MAX_BYTES) {
      throw malformed("a key file has at most 1024 bytes");
    }
    String text;
    try {
      text = StrictText.utf8(Files.readAllBytes(file));
    } catch (IllegalArgumentException e) {
      throw malformed("a key file is text");
    }
    if (!text.endsWith("\n")) {
      throw malformed("a key file is one line, ended by a newline");
    }
    return SignerKey.parse(text.substring(0, text.length() - 1));
  }

  private static void requireOwnerOnly(Path file) throws IOException {
    var view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view != null && !OWNER_ONLY.containsAll(view.readAttributes().permissions())) {
      throw new LogException(
          LogException.Reason.IO,
          "the key file may be read by others; make it its owner's only (chmod 600)");
    }
  }

  /** A link, unlike a rename, never replaces a key that another process created meanwhile. */
  private static void create(Path file, SignerKey key, RandomGenerator random) throws IOException {
    String unique = HexFormat.of().toHexDigits(random.nextLong());
    Path temporary = file.resolveSibling(file.getFileName() + "." + unique + LogFiles.TEMPORARY);
    try {
      writeOwnerOnly(temporary, key);
      link(temporary, file);
    } catch (FileAlreadyExistsException e) {
      if (!Files.exists(file)) {
        throw e;
      }
    } finally {
      Files.deleteIfExists(temporary);
    }
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      try (FileChannel directory = FileChannel.open(parent, READ)) {
        directory.force(true);
      }
    }
  }

  private static void link(Path temporary, Path file) throws IOException {
    try {
      Files.createLink(file, temporary);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      Files.move(temporary, file); // no hard links here; refuses to replace just the same
    }
  }

  private static void writeOwnerOnly(Path file, SignerKey key) throws IOException {
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    Set<OpenOption> options = Set.of(CREATE_NEW, WRITE);
    try (FileChannel channel =
        posix ? FileChannel.open(file, options, ownerOnly) : FileChannel.open(file, options)) {
      ByteBuffer text = ByteBuffer.wrap(StrictText.utf8(key.secretText() + "\n"));
      while (text.hasRemaining()) {
        channel.write(text);
      }
      channel.force(true);
    }
  }

  private static NoteException malformed(String message) {
    return new NoteException(NoteException.Reason.MALFORMED_KEY, message);
  }
}
