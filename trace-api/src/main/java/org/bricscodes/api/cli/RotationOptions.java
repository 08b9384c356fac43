package org.bricscodes.api.cli;

import java.io.PrintWriter;
import java.util.OptionalLong;
import org.bricscodes.api.client.Epochs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What both rotations of a running service ask for, and what they print. */
final class RotationOptions {

  @Mixin private RemoteOptions remote = new RemoteOptions();

  @Option(names = "--reason", required = true, description = "Why, for the record.")
  private String reason = "";

  @Option(
      names = "--from",
      paramLabel = "ORDINAL",
      description = "Only if this epoch is still current, so that repeating moves on once.")
  private @Nullable Long from;

  /** One of the ways to rotate. */
  @FunctionalInterface
  interface Rotation {
    Epochs.Current of(Epochs epochs, String reason, OptionalLong from);
  }

  int run(Rotation rotation, PrintWriter out) {
    OptionalLong expected = from == null ? OptionalLong.empty() : OptionalLong.of(from);
    Epochs.Current now = rotation.of(remote.client().epochs(), reason, expected);
    out.println("epoch " + now.epoch() + "/" + now.generation() + ", ordinal " + now.ordinal());
    out.flush();
    return Trace.PROVEN;
  }
}
