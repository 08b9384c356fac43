package org.bricscodes.ledger.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Writes a line for each case of a contract run: promise, case, outcome ({@code holds}, {@code not
 * claimed}, {@code FAILED}), separated by tabs, in {@code target/ledger-contract/<class>.tsv} of
 * the adapter's module, and what the ledger claims, in one line, in {@code <class>.claims}. The
 * table of cases and adapters is printed from these.
 */
final class ContractReport implements BeforeAllCallback, AfterEachCallback {

  private static final Path FOLDER = Path.of("target", "ledger-contract");

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    Files.createDirectories(FOLDER);
    Files.writeString(file(context, ".tsv"), "", StandardCharsets.UTF_8);
    Files.deleteIfExists(file(context, ".claims"));
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    String promise = String.join(" ", context.getTags());
    String outcome = "holds";
    if (context.getExecutionException().isPresent()) {
      outcome = "FAILED";
    } else if (context.getRequiredTestInstance() instanceof ContractCase c && c.notClaimed()) {
      outcome = "not claimed";
    }
    Files.writeString(
        file(context, ".tsv"),
        promise + "\t" + context.getRequiredTestMethod().getName() + "\t" + outcome + "\n",
        StandardCharsets.UTF_8,
        StandardOpenOption.APPEND);
    if (context.getRequiredTestInstance() instanceof ContractCase c && !c.claims().isEmpty()) {
      Files.writeString(file(context, ".claims"), c.claims() + "\n", StandardCharsets.UTF_8);
    }
  }

  private static Path file(ExtensionContext context, String kind) {
    return FOLDER.resolve(context.getRequiredTestClass().getSimpleName() + kind);
  }
}
