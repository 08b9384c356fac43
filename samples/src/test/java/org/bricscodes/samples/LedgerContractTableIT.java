package org.bricscodes.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Prints what every ledger adapter showed of the contract in this build: cases by adapters, from
 * the lines that the contract's runs wrote. Also in {@code samples/target/ledger-contract.txt}.
 * Which runs there have to be, and what they claim, says {@link ContractRuns}.
 */
final class LedgerContractTableIT {

  private static final String NOT_CLAIMED = "not claimed";
  private static final Map<String, String> SIGNS =
      Map.of("holds", "+", NOT_CLAIMED, "·", "FAILED", "FAILED");

  /** Promise and case → adapter → outcome. */
  private final Map<String, Map<String, String>> table = new TreeMap<>();

  /** Adapter → what it claims. */
  private final Map<String, String> claims = new TreeMap<>();

  /** Adapter → the cases that say nothing about it. */
  private final Map<String, Set<String>> notClaimed = new TreeMap<>();

  @Test
  void everyAdapter_keepsWhatItClaims_andClaimsWhatIsWrittenOut() throws IOException {
    SortedMap<String, ContractRuns.Run> expected = ContractRuns.ofThisBuild();
    SortedMap<String, Path> files = files();
    assertThat(files.keySet())
        .as("runs of the contract that ContractRuns knows nothing of")
        .allMatch(ContractRuns::isKnown);
    files.keySet().retainAll(expected.keySet()); // others are of another build
    for (Map.Entry<String, Path> file : files.entrySet()) {
      read(file.getKey(), file.getValue());
    }

    String printed = print(List.copyOf(files.keySet()));
    Path out = Tree.root().resolve("samples/target/ledger-contract.txt");
    Files.createDirectories(out.resolveSibling(""));
    Files.writeString(out, printed, StandardCharsets.UTF_8);
    System.out.println(printed);

    assertThat(files.keySet())
        .as("runs of the contract; mvn verify with this build's profiles makes them")
        .isEqualTo(expected.keySet());
    assertThat(table).hasSizeGreaterThan(60);
    assertThat(printed).doesNotContain("FAILED");
    assertThat(table).allSatisfy((_, runs) -> assertThat(runs).hasSameSizeAs(files));
    assertThat(expected)
        .allSatisfy(
            (adapter, run) -> {
              assertThat(claims.get(adapter)).as(adapter).isEqualTo(run.claims());
              assertThat(notClaimed.get(adapter))
                  .as(adapter)
                  .containsExactlyInAnyOrderElementsOf(run.notClaimed());
            });
  }

  private void read(String adapter, Path file) throws IOException {
    notClaimed.put(adapter, new TreeSet<>());
    Files.readAllLines(file, StandardCharsets.UTF_8).forEach(line -> enter(adapter, line));
    Path claimed = file.resolveSibling(adapter + ".claims");
    claims.put(
        adapter,
        Files.exists(claimed) ? Files.readString(claimed, StandardCharsets.UTF_8).strip() : "");
  }

  private void enter(String adapter, String line) {
    String[] parts = line.split("\t", 3);
    assertThat(parts).as(line).hasSize(3);
    if (parts[2].equals(NOT_CLAIMED)) {
      var _ = notClaimed.computeIfAbsent(adapter, key -> new TreeSet<>()).add(parts[1]);
    }
    table
        .computeIfAbsent(parts[0] + "\t" + parts[1], key -> new TreeMap<>())
        .put(adapter, SIGNS.getOrDefault(parts[2], parts[2]));
  }

  private String print(List<String> adapters) {
    StringBuilder out =
        new StringBuilder("Ledger contract: + holds, · not claimed, blank not run\n");
    for (int i = 0; i < adapters.size(); i++) {
      out.append("  [").append(i + 1).append("] ").append(adapters.get(i)).append('\n');
    }
    String promise = "";
    for (Map.Entry<String, Map<String, String>> row : table.entrySet()) {
      String[] parts = row.getKey().split("\t", 2);
      if (!parts[0].equals(promise)) {
        promise = parts[0];
        out.append(promise).append('\n');
      }
      out.append("  %-72s".formatted(parts[1]));
      for (String adapter : adapters) {
        out.append(" %-3s".formatted(row.getValue().getOrDefault(adapter, "")));
      }
      out.append('\n');
    }
    return out.toString();
  }

  /** By adapter's contract test, what it wrote; of every module below chain-adapters. */
  private static SortedMap<String, Path> files() throws IOException {
    SortedMap<String, Path> runs = new TreeMap<>();
    try (Stream<Path> files = Files.walk(Tree.root().resolve("chain-adapters"), 4)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".tsv")).sorted().toList()) {
        if (file.toString().contains("/target/ledger-contract/")) {
          String name = file.getFileName().toString();
          runs.put(name.substring(0, name.length() - ".tsv".length()), file);
        }
      }
    }
    return runs;
  }
}
