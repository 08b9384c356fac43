package org.bricscodes.tlog;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.List;

/** Leaves out the flushes, which no test can see and many tests would wait for. */
class UnsyncedFiles extends LogFiles {

  @Override
  void force(FileChannel channel) throws IOException {}

  @Override
  void forceAll(List<FileChannel> channels) throws IOException {
    for (FileChannel channel : channels) {
      force(channel);
    }
  }

  @Override
  void forceDirectory(FileChannel directory) throws IOException {}
}
