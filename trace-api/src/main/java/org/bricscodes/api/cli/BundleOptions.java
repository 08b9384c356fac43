package org.bricscodes.api.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bricscodes.provenance.BundleCheck;
import org.bricscodes.provenance.ProofBundle;
import org.bricscodes.tlog.TrustPolicy;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A bundle, and the keys of its log and witnesses that whoever checks it trusts. */
final class BundleOptions {

  @Parameters(paramLabel = "FILE", description = "The bundle.")
  private Path file = Path.of("");

  @Option(
      names = "--log-key",
      paramLabel = "VKEY",
      description = "A verifier key of the log you trust; repeat it for several.")
  private List<String> logKeys = List.of();

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "Logs and witnesses you trust, and the quorum that must have cosigned.")
  private @Nullable Path policyFile;

  byte[] bytes() throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) > ProofBundle.MAX_BYTES) {
      throw new UnusableInput(file + " is no file of at most 16 MiB");
    }
    return Files.readAllBytes(file);
  }

  List<String> logKeys() {
    return logKeys;
  }

  Optional<TrustPolicy> policy() {
    return policyFile == null ? Optional.empty() : Optional.of(PolicyFile.read(policyFile));
  }

  static int print(PrintWriter out, BundleCheck.Failed failed) {
    out.println("NOT PROVEN  " + at(failed.pointer()) + failed.what());
    return Trace.REFUTED;
  }

  static int print(PrintWriter out, BundleCheck.Unusable unusable) {
    out.println("unusable  " + at(unusable.pointer()) + unusable.what());
    return Trace.UNUSABLE;
  }

  /** Of the file as a whole there is no place to name. */
  private static String at(String pointer) {
    return pointer.isEmpty() ? "" : pointer + ": ";
  }
}
