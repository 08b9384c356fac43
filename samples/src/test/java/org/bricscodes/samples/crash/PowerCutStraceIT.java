package org.bricscodes.samples.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A kill leaves to the kernel what it was given; a power cut does not. So the calls themselves are
 * looked at: of all that the service writes beside RocksDB in its first life, no file is made in
 * place under its own name, and none gets its name before it was synced.
 */
final class PowerCutStraceIT {

  private static final Pattern CALL =
      Pattern.compile("^(?:\\d+ +)?(openat|write|pwrite64|fsync|fdatasync|rename|link)\\((.*)$");
  private static final Pattern DESCRIPTOR = Pattern.compile("^\\d+<(/[^>]*)>");
  private static final Pattern QUOTED = Pattern.compile("\"(/[^\"]*)\"");

  /** Names of what nobody reads before it has another, and of locks, which hold nothing. */
  private static final Pattern TEMPORARY =
      Pattern.compile(".*(\\.tmp|/draft\\d+|/lock|\\.lock|/LOCK|-new|\\.new|/\\.?writing.*)$");

  /** Made again at each start from what it is derived from. */
  private static final Pattern DERIVED = Pattern.compile(".*/ledger\\.vkey(\\.new)?$");

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before the test
  Path folder;

  @Test
  void firstLife_givesNoFileItsNameBeforeItIsDurable() throws Exception {
    Path data = folder.resolve("data");
    Path seen = folder.resolve("strace.txt");
    List<String> before =
        List.of(
            "strace",
            "-f",
            "--seccomp-bpf",
            "-y",
            "-o",
            seen.toString(),
            "-e",
            "trace=openat,write,pwrite64,fsync,fdatasync,rename,link");
    Strace.require();
    Optional<Child> child = Child.start(Packaged.program().command(before, data), data);
    try (Child running = child.orElseThrow()) {
      Caller caller = new Caller(running.address());
      assertThat(caller.send("POST", "/epcis/events", Events.JSON, Events.of(0, 0)).statusCode())
          .isEqualTo(201);
      assertThat(Load.order(caller, "order", "LOT", 10).statusCode()).isEqualTo(201);
    }

    List<String> findings = findings(data.toRealPath().toString(), seen);

    assertThat(findings).isEmpty();
    assertThat(Files.readString(seen, StandardCharsets.ISO_8859_1))
        .as("what was looked at")
        .contains("master.key", "log/head", "cursor.key", "directory.properties");
  }

  private static List<String> findings(String data, Path seen) throws IOException {
    List<String> findings = new ArrayList<>();
    Set<String> unsynced = new HashSet<>();
    for (String line : Files.readAllLines(seen, StandardCharsets.ISO_8859_1)) {
      Matcher call = CALL.matcher(line);
      if (!call.matches() || !line.contains(data) || line.contains(data + "/store/")) {
        continue;
      }
      String rest = call.group(2);
      switch (call.group(1)) {
        case "openat" -> {
          String file = quoted(rest).getFirst();
          if (rest.contains("O_CREAT")
              && !TEMPORARY.matcher(file).matches()
              && !DERIVED.matcher(file).matches()) {
            findings.add("made in place: " + file);
          }
        }
        case "write", "pwrite64" -> unsynced.add(descriptor(rest));
        case "fsync", "fdatasync" -> unsynced.remove(descriptor(rest));
        case String _ -> {
          List<String> names = quoted(rest);
          if (unsynced.contains(names.getFirst()) && !DERIVED.matcher(names.getLast()).matches()) {
            findings.add("named before it was synced: " + names.getLast());
          }
        }
      }
    }
    return findings;
  }

  private static String descriptor(String arguments) {
    Matcher file = DESCRIPTOR.matcher(arguments);
    return file.find() ? file.group(1) : "";
  }

  private static List<String> quoted(String arguments) {
    return QUOTED.matcher(arguments).results().map(match -> match.group(1)).toList();
  }
}
