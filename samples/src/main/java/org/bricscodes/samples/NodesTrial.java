package org.bricscodes.samples;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bricscodes.tlog.AuditReport;
import org.bricscodes.tlog.Checkpoint;
import org.bricscodes.tlog.LogAudit;
import org.bricscodes.tlog.LogSource;
import org.bricscodes.tlog.ReadLog;
import org.bricscodes.tlog.TrustedLog;
import org.bricscodes.tlog.VerifierKey;

/**
 * Three storage nodes and two API nodes of {@code samples/cluster/cluster} under a load of captures
 * and scans, while a storage node is killed and brought back, the API node that writes is killed
 * for good, and the network to a storage node is cut and healed. Afterwards everything that was
 * acknowledged is asked for, and every checkpoint that was ever seen is held against the log.
 *
 * <pre>
 *   NodesTrial ROOT HOME MINUTES
 * </pre>
 *
 * <p>{@code ROOT} is this repository, with {@code trace.jar} built; {@code HOME} an empty folder.
 * Needs root, for cutting the network. Ends with 1 if anything acknowledged is missing or the log
 * is not sound.
 */
public final class NodesTrial {

  private static final String NET = "127.0.77";

  private final Path script;
  private final Path home;
  private final Duration duration;
  private final List<URI> nodes =
      List.of(URI.create("http://" + NET + ".101:8080"), URI.create("http://" + NET + ".102:8080"));

  private NodesTrial(Path root, Path home, Duration duration) {
    this.script = root.resolve("samples/cluster/cluster");
    this.home = home;
    this.duration = duration;
  }

  /** Runs it; see the class. */
  public static void main(String[] words) throws IOException, InterruptedException {
    if (words.length != 3 || !words[2].matches("[0-9]{1,3}")) {
      System.err.println("usage: NodesTrial ROOT HOME MINUTES");
      System.exit(2);
    }
    boolean sound =
        new NodesTrial(
                Path.of(words[0]),
                Path.of(words[1]).toAbsolutePath(),
                Duration.ofMinutes(Long.parseLong(words[2])))
            .run();
    System.exit(sound ? 0 : 1);
  }

  private boolean run() throws IOException, InterruptedException {
    try {
      cluster("up", "3");
      cluster("api", "up", "2");
      String key = Files.readString(home.resolve("admin.key")).strip();
      TrialLoad load = new TrialLoad(nodes, key, codes());
      load.start();
      meanwhile(load);
      load.stop();
      load.print();
      return check(load);
    } finally {
      cluster("down");
    }
  }

  /** What happens, and when, as shares of the whole time. */
  private void meanwhile(TrialLoad load) throws IOException, InterruptedException {
    long start = System.nanoTime();
    at(start, 0.15);
    load.phase("storage node 2 killed", () -> cluster("kill", "2"));
    at(start, 0.30);
    load.phase("storage node 2 back", () -> cluster("start", "2"));
    at(start, 0.45);
    load.phase("API node 1 killed for good", () -> cluster("api", "kill", "1"));
    at(start, 0.65);
    load.phase("network to storage node 3 cut", () -> cluster("cut", "3"));
    try {
      at(start, 0.80);
    } finally {
      load.phase("network healed", () -> cluster("heal", "3"));
    }
    at(start, 1.0);
  }

  private void at(long start, double share) {
    long until = start + (long) (duration.toNanos() * share);
    while (System.nanoTime() - until < 0) {
      LockSupport.parkNanos(until - System.nanoTime());
    }
  }

  private boolean check(TrialLoad load) throws IOException, InterruptedException {
    URI left = nodes.get(1);
    List<String> missing = load.missing(left);
    missing.stream().limit(20).forEach(what -> System.out.println("MISSING  " + what));
    System.out.printf(
        "%,d documents accepted, %,d events of them asked for: %d missing%n",
        load.accepted(), load.accepted() * TrialLoad.EVENTS, missing.size());
    VerifierKey verifier = VerifierKey.parse(load.text(left, "/log/key").strip());
    TrustedLog trusted = TrustedLog.of(verifier);
    try (LogSource source = LogSource.http(left.resolve("/log"), Duration.ofSeconds(60))) {
      AuditReport report = LogAudit.of(source, trusted).run();
      report.findings().forEach(finding -> System.out.println("WRONG  " + finding));
      ReadLog log = ReadLog.latest(source, trusted);
      int contradicting = 0;
      for (Map.Entry<Long, Checkpoint> seen : load.checkpoints().entrySet()) {
        if (!log.continues(seen.getValue())) {
          contradicting++;
          System.out.println("CONTRADICTS  " + seen.getValue());
        }
      }
      System.out.printf(
          "log: %,d entries, %s; %,d checkpoints seen, %d contradicting, %d sizes with two roots%n",
          report.entries(),
          report.isSound() ? "sound" : "NOT SOUND",
          load.checkpoints().size(),
          contradicting,
          load.splits());
      return load.accepted() > 0
          && missing.isEmpty()
          && report.isSound()
          && contradicting == 0
          && load.splits() == 0;
    }
  }

  /** Paths of codes of the tea story, which the script has loaded. */
  private List<String> codes() throws IOException {
    Matcher matcher =
        Pattern.compile("http\\S+?(/01/[0-9]{14}\\S*/21/\\S+)")
            .matcher(Files.readString(home.resolve("story.log")));
    List<String> codes = new ArrayList<>();
    while (matcher.find()) {
      codes.add(matcher.group(1));
    }
    if (codes.isEmpty()) {
      throw new IllegalStateException("the story showed no codes; see " + home + "/story.log");
    }
    return codes;
  }

  private void cluster(String... words) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(script.toString(), "--home", home.toString(), "--net", NET, "--heap", "384m"));
    command.addAll(List.of(words));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
      throw new IllegalStateException(String.join(" ", command) + ":\n" + said);
    }
  }
}
