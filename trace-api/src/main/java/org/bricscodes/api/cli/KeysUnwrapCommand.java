package org.bricscodes.api.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code trace keys unwrap}. */
@Command(
    name = "unwrap",
    mixinStandardHelpOptions = true,
    header = "Turns wrapped master keys into plain files again.",
    description = {
      "",
      "Works on DATA/keys without opening the store. Codes stay what they are. After a crash, run"
          + " it again.",
      ""
    })
final class KeysUnwrapCommand implements Callable<Integer> {

  @Mixin private KeyFileOptions files = new KeyFileOptions();

  @Mixin private KeyOptions kek = new KeyOptions();

  @Override
  public Integer call() {
    return files.rewrap(kek.required(), null);
  }
}
