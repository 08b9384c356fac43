package org.bricscodes.tlog;

import java.io.IOException;
import java.nio.channels.FileChannel;

/** Leaves out the flushes, which no test can see and many tests would wait for. */
class UnsyncedFiles extends LogFiles {

  @Override
  void force(FileChannel channel) throws IOException {}

  @Override
  void forceDirectory(FileChannel directory) throws IOException {}
}
