package org.bricscodes.api.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.bricscodes.api.demo.DemoChain;
import org.bricscodes.ledger.LedgerException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a demonstration anchors its checkpoints. */
final class DemoLedger {

  private static final String SECOND_LOG = "directory";
  private static final String CHAIN = "evm";

  @Option(
      names = "--ledger",
      paramLabel = "WHERE",
      description =
          "Where checkpoints are anchored: directory (a second log in the data directory, the"
              + " default), evm (a chain: anvil, started here), or a ledger's file, as 'trace"
              + " ledgers set-up' writes it. Repeat it for several.")
  private List<String> places = List.of();

  @Option(
      names = "--ledger-node",
      paramLabel = "URL",
      description = "With --ledger evm: JSON-RPC of an anvil that runs already.")
  private @Nullable URI node;

  /**
   * Makes what is asked for, before the service starts.
   *
   * @return the chain to close in the end, if there is one
   * @throws UnusableInput if it cannot be had, or the data directory has its ledgers already
   */
  Optional<DemoChain> open(Path data, SecureRandom random, PrintWriter out)
      throws IOException, InterruptedException {
    boolean chain = places.contains(CHAIN);
    if (node != null && !chain) {
      throw new UnusableInput("--ledger-node goes with --ledger evm");
    }
    if (places.contains(SECOND_LOG) && places.size() > 1) {
      throw new UnusableInput("--ledger directory stands alone: it is where there is no other");
    }
    if (places.indexOf(CHAIN) != places.lastIndexOf(CHAIN)) {
      throw new UnusableInput("--ledger evm is given twice");
    }
    List<Path> files =
        places.stream()
            .filter(place -> !place.equals(CHAIN) && !place.equals(SECOND_LOG))
            .map(Path::of)
            .toList();
    if (!chain && files.isEmpty()) {
      return Optional.empty();
    }
    LedgerFileCopies copies = LedgerFileCopies.of(files);
    Path ledgers = folder(data);
    if (chain && !isEmpty(ledgers)) {
      throw new UnusableInput(
          data + " has its ledgers already, and this chain begins anew: take a fresh directory");
    }
    copies.into(ledgers);
    return chain ? Optional.of(chain(ledgers, random, out)) : Optional.empty();
  }

  private DemoChain chain(Path ledgers, SecureRandom random, PrintWriter out)
      throws IOException, InterruptedException {
    DemoChain chain = node == null ? DemoChain.started() : DemoChain.at(node);
    boolean ready = false;
    try {
      SortedMap<String, String> made = chain.contract(ledgers, random);
      NewLedgerFile.write(ledgers.resolve("evm.properties"), chain.adapter(), "local", made);
      out.println(
          "a chain at "
              + NodeName.of(String.valueOf(chain.address()))
              + ", our contract at "
              + made.get("contract"));
      ready = true;
      return chain;
    } catch (LedgerException e) {
      throw new UnusableInput("the chain cannot be used: " + e.getMessage(), e);
    } finally {
      if (!ready) {
        chain.close();
      }
    }
  }

  private static Path folder(Path data) throws IOException {
    Path ledgers = Files.createDirectories(data).resolve("ledgers");
    if (!Files.isDirectory(ledgers)) {
      Files.createDirectory(
          ledgers,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    return ledgers;
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }
}
