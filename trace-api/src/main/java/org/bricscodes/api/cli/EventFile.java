package org.bricscodes.api.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.bricscodes.api.split.Source;

/**
 * A file named on the command line, which may be packed with gzip.
 *
 * @param name what to call it
 */
record EventFile(String name, Path path) {

  private static final int GZIP = 0x8b1f;

  /** Bytes on disk. */
  long size() throws IOException {
    return Files.size(path);
  }

  /** Its bytes, unpacked. */
  Source source() {
    return () -> {
      InputStream in = new BufferedInputStream(Files.newInputStream(path), 64 << 10);
      try {
        in.mark(2);
        int magic = in.read() | in.read() << 8;
        in.reset();
        return magic == GZIP ? new GZIPInputStream(in, 64 << 10) : in;
      } catch (IOException e) {
        in.close();
        throw e;
      }
    };
  }

  byte[] head() throws IOException {
    try (InputStream in = source().open()) {
      return in.readNBytes(FileKind.HEAD);
    }
  }
}
