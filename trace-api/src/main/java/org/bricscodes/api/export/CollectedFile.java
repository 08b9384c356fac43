package org.bricscodes.api.export;

import java.io.ByteArrayOutputStream;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** A file that is taken away while it is written: Parquet never goes back in one. */
final class CollectedFile implements OutputFile {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private long taken;

  /** What was written since this was last asked. */
  byte[] take() {
    byte[] fresh = bytes.toByteArray();
    taken += fresh.length;
    bytes.reset();
    return fresh;
  }

  @Override
  public PositionOutputStream create(long blockSizeHint) {
    return new Stream();
  }

  @Override
  public PositionOutputStream createOrOverwrite(long blockSizeHint) {
    return new Stream();
  }

  @Override
  public boolean supportsBlockSize() {
    return false;
  }

  @Override
  public long defaultBlockSize() {
    return 0;
  }

  private final class Stream extends PositionOutputStream {

    @Override
    public long getPos() {
      return taken + bytes.size();
    }

    @Override
    public void write(int b) {
      bytes.write(b);
    }

    @Override
    public void write(byte[] from, int offset, int length) {
      bytes.write(from, offset, length);
    }
  }
}
