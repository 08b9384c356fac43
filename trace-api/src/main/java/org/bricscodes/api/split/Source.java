package org.bricscodes.api.split;

import java.io.IOException;
import java.io.InputStream;

/** Bytes that can be read from their beginning more than once. */
@FunctionalInterface
public interface Source {

  /** Begins again; the caller closes. */
  InputStream open() throws IOException;
}
