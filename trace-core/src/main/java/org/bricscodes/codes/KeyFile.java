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
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;

/** A file with one master key, readable by its owner only where the file system has such rights. */
final class KeyFile {

  private static final int MAX_BYTES = 256;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private final Path file;
  private final Path directory;
  private final boolean posix;

  KeyFile(Path file) {
    this.file = file.toAbsolutePath();
    Path parent = this.file.getParent();
    if (parent == null) {
      throw new CodesException.UnusableKey("the key file's path names a directory");
    }
    this.directory = parent;
    this.posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  MasterKey open() {
    if (!Files.exists(file)) {
      throw new CodesException.UnusableKey("the key file does not exist");
    }
    try {
      if (posix && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
        throw new CodesException.UnusableKey(
            "the key file is open to group or others: chmod 600 it, and consider the key known");
      }
      try (InputStream in = Files.newInputStream(file)) {
        return MasterKey.parse(
            new String(in.readNBytes(MAX_BYTES + 1), StandardCharsets.ISO_8859_1));
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
   * Writes and syncs the key under a temporary name, then links it to its own: a link, unlike a
   * rename, never replaces a key that exists. A crash before the link leaves a file nobody reads; a
   * crash after it leaves a second name, equally closed.
   */
  private void create(SecureRandom random) throws IOException {
    Files.createDirectories(directory, rights("rwx------"));
    byte[] key = new byte[MasterKey.BYTES];
    random.nextBytes(key);
    byte[] text = (HexFormat.of().formatHex(key) + "\n").getBytes(StandardCharsets.US_ASCII);
    Path written =
        directory.resolve(file.getFileName() + "." + Long.toHexString(random.nextLong()) + ".tmp");
    try (FileChannel out =
        FileChannel.open(written, EnumSet.of(CREATE_NEW, WRITE), rights("rw-------"))) {
      ByteBuffer rest = ByteBuffer.wrap(text);
      while (rest.hasRemaining()) {
        out.write(rest);
      }
      out.force(true);
    }
    try {
      Files.createLink(file, written);
    } catch (UnsupportedOperationException _) {
      Files.move(written, file);
    } finally {
      Files.deleteIfExists(written);
    }
    syncDirectory();
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
