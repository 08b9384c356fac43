package org.bricscodes.api.split;

import java.io.Closeable;
import java.io.IOException;
import org.bricscodes.api.client.DocumentLimits;
import org.jspecify.annotations.Nullable;

/**
 * A file of events as a sequence of documents within a service's limits. The file is read twice:
 * when the splitter is opened, to its end, so that a file that breaks off or holds too large an
 * event is refused before anything is sent; and then piece by piece. Memory: about one piece.
 *
 * <p>Every piece has the envelope of the file: context, namespaces and all. The header with its
 * master data goes with the first piece.
 *
 * <p>Not for use by several threads at once.
 */
public interface Splitter extends Closeable {

  /**
   * Opens a JSON-LD document.
   *
   * @throws UnusableFile if it is not well-formed, or has an event larger than the limits
   */
  static Splitter json(Source source, DocumentLimits limits) throws IOException, UnusableFile {
    return JsonSplitter.open(source, limits);
  }

  /**
   * Opens an XML document.
   *
   * @throws UnusableFile if it is not well-formed, or has an event larger than the limits
   */
  static Splitter xml(Source source, DocumentLimits limits) throws IOException, UnusableFile {
    return XmlSplitter.open(source, limits);
  }

  /** Events of the whole file. */
  long events();

  /**
   * The next piece; null at the end.
   *
   * @throws UnusableFile if the file is no longer what it was
   */
  @Nullable Piece next() throws IOException, UnusableFile;
}
