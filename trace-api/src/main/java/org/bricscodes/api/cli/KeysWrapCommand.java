package org.bricscodes.api.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code trace keys wrap}. */
@Command(
    name = "wrap",
    mixinStandardHelpOptions = true,
    header = "Encrypts plain master keys under a key-encryption key.",
    description = {
      "",
      "Works on DATA/keys without opening the store. Codes stay what they are. After a crash, run"
          + " it again.",
      ""
    })
final class KeysWrapCommand implements Callable<Integer> {

  @Mixin private KeyFileOptions files = new KeyFileOptions();

  @Mixin private KeyOptions kek = new KeyOptions();

  @Override
  public Integer call() {
    return files.rewrap(null, kek.required());
  }
}
