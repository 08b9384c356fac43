package org.bricscodes.tlog;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where a reader takes a log's static resources from (c2sp.org/tlog-tiles@v0.1.0). Nothing it
 * returns is trusted. Usable from any thread; calls block.
 */
public interface LogSource extends AutoCloseable {

  /**
   * The body at {@code path}, such as {@code checkpoint} or {@code tile/0/000.p/5}.
   *
   * @param maxBytes longer bodies are an error
   * @return empty if there is none
   * @throws IOException if it cannot be read, is too long, or takes too long
   */
  Optional<byte[]> read(String path, int maxBytes) throws IOException;

  /**
   * Paths of partial tiles and bundles that lie in storage although the log may not need them any
   * more; an audit checks them too. At most 100,000.
   */
  default List<String> storedPartials() throws IOException {
    return List.of();
  }

  @Override
  default void close() {}

  /**
   * The log in {@code directory}: one of ours, running or not, or any static copy in the tlog-tiles
   * layout. Partials that are not stored are cut from what is.
   */
  static LogSource directory(Path directory) {
    return new DirectorySource(directory);
  }

  /**
   * The log served under {@code prefix}, an {@code http} or {@code https} address.
   *
   * @param timeout for each request, body included; a failed request is repeated twice
   */
  static LogSource http(URI prefix, Duration timeout) {
    return new HttpSource(prefix, timeout);
  }
}
