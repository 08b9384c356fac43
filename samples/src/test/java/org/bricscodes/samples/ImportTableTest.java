package org.bricscodes.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Who may import whom, deny by default: an import not in the table fails, and so does a package not
 * in it. The table is the design; when a test here fails, the question is which of the two is
 * wrong.
 */
final class ImportTableTest {

  private static final String BASE = "org.bricscodes.";

  /** What any package may use without asking. */
  private static final List<String> EVERYONE = List.of("java.", "javax.crypto.", "org.jspecify.");

  /**
   * Package (below {@code org.bricscodes}) → what else it may import: our packages by short name,
   * others in full.
   */
  private static final Map<String, List<String>> TABLE =
      Map.ofEntries(
          Map.entry("gs1", List.of()),
          Map.entry("shares", List.of()),
          Map.entry("tlog", List.of()),
          Map.entry("store", List.of()),
          Map.entry("store.rocksdb", List.of("store", "org.rocksdb.")),
          Map.entry(
              "store.cassandra", List.of("store", "com.datastax.oss.driver.", "javax.net.ssl.")),
          Map.entry("moving", List.of("store", "tlog")),
          Map.entry("epcis", List.of("gs1", "com.fasterxml.jackson.core.", "javax.xml.stream.")),
          Map.entry("ledger", List.of("tlog")),
          Map.entry("codes", List.of("gs1", "store")),
          Map.entry("resolver", List.of("gs1", "store")),
          Map.entry("capture", List.of("epcis", "gs1", "tlog", "store", "shares")),
          Map.entry("query", List.of("epcis", "gs1", "store", "shares")),
          Map.entry("anchoring", List.of("tlog", "ledger", "store")),
          // A scan log is lines of JSON, written and read one by one.
          Map.entry("scans", List.of("gs1", "store", "com.fasterxml.jackson.core.")),
          Map.entry("reports", List.of("gs1", "store")),
          Map.entry(
              "provenance",
              List.of(
                  "gs1",
                  "tlog",
                  "store",
                  "epcis",
                  "ledger",
                  "codes",
                  "capture",
                  "query",
                  "anchoring",
                  "com.fasterxml.jackson.core.")),
          Map.entry(
              "qr",
              List.of("gs1", "com.google.zxing.", "boofcv.", "georegression.", "javax.imageio.")),
          Map.entry("label", List.of("gs1", "qr", "org.apache.fontbox.", "org.apache.pdfbox.io.")),
          Map.entry(
              "ledger.testkit",
              List.of(
                  "ledger",
                  "tlog",
                  "anchoring",
                  "store",
                  "store.rocksdb",
                  "org.junit.",
                  "org.assertj.")),
          Map.entry("ledger.directory", List.of("ledger", "tlog")),
          Map.entry(
              "ledger.evm",
              List.of("ledger", "tlog", "org.web3j.", "tools.jackson.", "javax.net.ssl.")),
          Map.entry(
              "ledger.xinghuo",
              List.of(
                  "ledger",
                  "tlog",
                  "com.fasterxml.jackson.core.",
                  "com.fasterxml.jackson.databind.",
                  "org.bouncycastle.")),
          Map.entry(
              "ledger.fabric",
              List.of(
                  "ledger",
                  "tlog",
                  "com.google.protobuf.",
                  "io.grpc.",
                  "javax.naming.",
                  "javax.net.ssl.",
                  "javax.security.auth.x500.",
                  "org.hyperledger.fabric.")),
          Map.entry(
              "api",
              List.of(
                  "api.output",
                  "api.sheet",
                  "api.split",
                  "gs1",
                  "tlog",
                  "store",
                  "store.cassandra",
                  "store.rocksdb",
                  "epcis",
                  "ledger",
                  "codes",
                  "capture",
                  "moving",
                  "query",
                  "anchoring",
                  "provenance",
                  "scans",
                  "reports",
                  "qr",
                  "resolver",
                  "shares",
                  "io.vertx.",
                  "com.fasterxml.jackson.",
                  "com.github.benmanes.caffeine.",
                  "com.ibm.icu.",
                  "com.samskivert.mustache.",
                  "org.apache.parquet.",
                  "picocli.",
                  "io.netty.",
                  "javax.net.ssl.")),
          Map.entry(
              "api.output",
              List.of(
                  "api",
                  "gs1",
                  "codes",
                  "label",
                  "provenance",
                  "qr",
                  "tlog",
                  "com.fasterxml.jackson.core.",
                  "com.github.benmanes.caffeine.")),
          Map.entry(
              "api.sheet",
              List.of(
                  "api", "api.split", "epcis", "com.fasterxml.jackson.", "org.dhatim.fastexcel.")),
          Map.entry(
              "api.split",
              List.of("api", "epcis", "com.fasterxml.jackson.core.", "javax.xml.stream.")),
          Map.entry("samples", List.of("api", "capture", "tlog")),
          // Looks at the service from outside alone.
          Map.entry(
              "samples.crash",
              List.of("tlog", "com.fasterxml.jackson.databind.", "com.sun.net.httpserver.")),
          Map.entry("samples.country", List.of("api", "capture", "codes", "epcis", "picocli.")),
          // Constants, raw writes and plain symbols are what a service is measured against.
          Map.entry(
              "samples.load",
              List.of(
                  "api",
                  "capture",
                  "epcis",
                  "samples",
                  "samples.country",
                  "com.fasterxml.jackson.databind.",
                  "com.google.zxing.",
                  "io.vertx.",
                  "javax.imageio.",
                  "org.HdrHistogram.",
                  "org.rocksdb.",
                  "picocli.")));

  @Test
  void everyImport_standsInTheTable() {
    Set<String> violations = new TreeSet<>();

    for (JavaClass type : Tree.mainClasses()) {
      for (Dependency edge : type.getDirectDependenciesFromSelf()) {
        JavaClass target = edge.getTargetClass().getBaseComponentType();
        if (!target.isPrimitive() && !allowed(rowOf(type), target)) {
          violations.add(type.getName() + " → " + target.getName());
        }
      }
    }

    assertThat(violations)
        .as("imports outside the table: move the code, or argue for a new row in the design")
        .isEmpty();
  }

  @Test
  void everyPackage_hasARow() {
    JavaClasses classes = Tree.mainClasses();

    Set<String> unassigned = new TreeSet<>();
    classes.stream()
        .filter(type -> rowOf(type).isEmpty())
        .forEach(type -> unassigned.add(type.getPackageName()));

    assertThat(classes).isNotEmpty();
    assertThat(unassigned).as("packages without a row in the import table").isEmpty();
  }

  @Test
  void everyRow_namesARealPackage() {
    Set<String> present = new TreeSet<>();
    Tree.mainClasses().forEach(type -> present.add(rowOf(type)));

    assertThat(TABLE.keySet()).isSubsetOf(present);
  }

  private static boolean allowed(String row, JavaClass target) {
    String name = target.getName();
    if (name.startsWith(BASE)) {
      String targetRow = rowOf(target);
      return targetRow.equals(row) || TABLE.getOrDefault(row, List.of()).contains(targetRow);
    }
    Stream<String> prefixes =
        Stream.concat(EVERYONE.stream(), TABLE.getOrDefault(row, List.of()).stream());
    return prefixes.anyMatch(prefix -> prefix.endsWith(".") && name.startsWith(prefix));
  }

  /** The longest row that is the class's package or a parent of it; empty when there is none. */
  private static String rowOf(JavaClass type) {
    String name = type.getPackageName();
    while (name.startsWith(BASE)) {
      String row = name.substring(BASE.length());
      if (TABLE.containsKey(row)) {
        return row;
      }
      name = name.substring(0, name.lastIndexOf('.'));
    }
    return "";
  }
}
