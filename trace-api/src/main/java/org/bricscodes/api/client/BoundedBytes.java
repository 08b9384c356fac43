package org.bricscodes.api.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Keeps an answer in memory, up to {@link Wire#MAX_ANSWER_BYTES}. */
final class BoundedBytes extends OutputStream {

  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

  byte[] bytes() {
    return kept.toByteArray();
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    if (kept.size() + (long) length > Wire.MAX_ANSWER_BYTES) {
      throw new IOException("the answer has more than " + Wire.MAX_ANSWER_BYTES + " bytes");
    }
    kept.write(bytes, from, length);
  }
}
