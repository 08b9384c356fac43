package org.bricscodes.api.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bricscodes.tlog.LinesException;
import org.bricscodes.tlog.TrustPolicy;

/** A trust policy given on the command line. */
final class PolicyFile {

  private static final int MAX_BYTES = 256 * 1024;

  private PolicyFile() {}

  /**
   * @throws UnusableInput naming every fault by its line
   */
  static TrustPolicy read(Path file) {
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
        throw new UnusableInput(file + " is no file of at most 256 KiB");
      }
      return TrustPolicy.parse(Files.readAllBytes(file));
    } catch (LinesException e) {
      throw new UnusableInput(file + " is no policy: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UnusableInput(file + " cannot be read", e);
    }
  }
}
