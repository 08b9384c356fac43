package org.bricscodes.api.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Compresses pages with the JDK's gzip, which every reader of Parquet knows. */
final class GzipPages implements BytesInputCompressor {

  @Override
  public BytesInput compress(BytesInput page) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream((int) page.size() / 3 + 64);
    try (Fast gzip = new Fast(out)) {
      page.writeAllTo(gzip);
    }
    return BytesInput.from(out.toByteArray());
  }

  @Override
  public CompressionCodecName getCodecName() {
    return CompressionCodecName.GZIP;
  }

  @Override
  public void release() {
    // nothing is held
  }

  /** Level 1: the time goes into reading events, not into the last percent of the file. */
  private static final class Fast extends GZIPOutputStream {
    Fast(ByteArrayOutputStream out) throws IOException {
      super(out, 4096);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
