package org.bricscodes.api.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trace keys rewrap}. */
@Command(
    name = "rewrap",
    mixinStandardHelpOptions = true,
    header = "Wraps master keys under another key-encryption key.",
    description = {
      "",
      "Works on DATA/keys without opening the store. Codes stay what they are. After a crash, run"
          + " it again.",
      ""
    })
final class KeysRewrapCommand implements Callable<Integer> {

  @Mixin private KeyFileOptions files = new KeyFileOptions();

  @Mixin private KeyOptions kek = new KeyOptions();

  @Option(
      names = "--new-kek",
      paramLabel = "KEK",
      required = true,
      description = "The key-encryption key to wrap under from now on, as --kek.")
  private String next = "";

  @Override
  public Integer call() {
    return files.rewrap(kek.required(), next);
  }
}
