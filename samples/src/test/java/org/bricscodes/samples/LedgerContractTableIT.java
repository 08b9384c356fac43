package org.bricscodes.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Prints what every ledger adapter showed of the contract in this build: cases by adapters, from
 * the lines that the contract's runs wrote. Also in {@code samples/target/ledger-contract.txt}.
 */
final class LedgerContractTableIT {

  private static final Map<String, String> SIGNS =
      Map.of("holds", "+", "not claimed", "·", "FAILED", "FAILED");

  /** Promise and case → adapter → outcome. */
  private final Map<String, Map<String, String>> table = new TreeMap<>();

  @Test
  void everyAdapter_keepsWhatItClaims() throws IOException {
    Map<String, List<String>> runs = runs();
    runs.forEach((adapter, lines) -> lines.forEach(line -> enter(adapter, line)));

    String printed = print(List.copyOf(runs.keySet()));
    Path file = Tree.root().resolve("samples/target/ledger-contract.txt");
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, printed, StandardCharsets.UTF_8);
    System.out.println(printed);

    assertThat(runs.keySet())
        .as("runs of the contract; mvn verify -pl chain-adapters/directory-ledger -am writes them")
        .contains("DirectoryLedgerContractTest");
    assertThat(table).hasSizeGreaterThan(60);
    assertThat(printed).doesNotContain("FAILED");
  }

  private void enter(String adapter, String line) {
    String[] parts = line.split("\t", 3);
    assertThat(parts).as(line).hasSize(3);
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

  /** By adapter's contract test, its lines; of every module below chain-adapters. */
  private static Map<String, List<String>> runs() throws IOException {
    Map<String, List<String>> runs = new TreeMap<>();
    try (Stream<Path> files = Files.walk(Tree.root().resolve("chain-adapters"), 4)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".tsv")).sorted().toList()) {
        if (file.toString().contains("/target/ledger-contract/")) {
          String name = file.getFileName().toString();
          runs.put(
              name.substring(0, name.length() - ".tsv".length()),
              Files.readAllLines(file, StandardCharsets.UTF_8));
        }
      }
    }
    return runs;
  }
}
