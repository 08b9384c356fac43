package org.bricscodes.tlog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The entries a reader, who holds no lock, finds in the write-ahead log at one moment.
 *
 * @param first index of the first of them
 */
record WalTail(long first, List<byte[]> entries) {

  /** Takes what is intact; a running writer may be in the middle of a record. */
  static WalTail read(Path directory) throws IOException {
    long first = 0;
    List<byte[]> entries = new ArrayList<>();
    for (Path file : Wal.segments(directory)) {
      WalScan scan =
          WalScan.of(Files.readAllBytes(file))
              .orElseThrow(() -> new IOException("a write-ahead log segment has no intact header"));
      if (entries.isEmpty()) {
        first = scan.first();
      }
      if (scan.first() != first + entries.size() || scan.endIndex().isEmpty()) {
        throw new IOException("the write-ahead log has a gap");
      }
      scan.records().forEach(record -> entries.addAll(record.entries()));
    }
    return new WalTail(first, List.copyOf(entries));
  }

  long end() {
    return first + entries.size();
  }

  byte[] entry(long index) {
    return entries.get((int) (index - first));
  }
}
