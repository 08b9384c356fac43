package org.bricscodes.samples;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Three storage nodes and two API nodes of {@code samples/cluster/cluster} under a load of captures
 * and scans, while a storage node is killed and brought back, the API node that writes is killed
 * for good, and the network to a storage node is cut and healed. Afterwards everything that was
 * acknowledged is asked for, and every checkpoint that was ever seen is held against the log.
 *
 * <pre>
 *   NodesTrial ROOT HOME MINUTES [logs]
 * </pre>
 *
 * <p>{@code ROOT} is this repository, with {@code trace.jar} built; {@code HOME} an empty folder.
 * Needs root, for cutting the network. Ends with 1 if anything acknowledged is missing or a log is
 * not sound.
 *
 * <p>With {@code logs} there are three API nodes, each of which records events in a log of its own,
 * the third does nothing else, and six parties capture, two of them at home in each log. The second
 * node is killed as well, and brought back.
 */
public final class NodesTrial {

  private static final String NET = "127.0.77";
  private static final int PARTIES = 6;

  /** Number of the document by which the first party gets its home; the load's begin at 1. */
  private static final int HOMES = 0x7000_0000;

  private static final int ATTEMPTS = 120;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Pattern KEY = Pattern.compile("\"key\" ?: ?\"([^\"]+)\"");

  private final Path script;
  private final Path home;
  private final Duration duration;
  private final Shape shape;
  private final List<URI> nodes;
  private final HttpClient client = HttpClient.newHttpClient();

  /** Which nodes there are, and what is written by whom. */
  private enum Shape {
    ONE_WRITER,
    NODE_LOGS;

    int nodes() {
      return switch (this) {
        case ONE_WRITER -> 2;
        case NODE_LOGS -> 3;
      };
    }

    List<String> logs() {
      return switch (this) {
        case ONE_WRITER -> List.of("/log");
        case NODE_LOGS -> List.of("/log", "/log/a", "/log/b", "/log/c");
      };
    }
  }

  private NodesTrial(Path root, Path home, Duration duration, Shape shape) {
    this.script = root.resolve("samples/cluster/cluster");
    this.home = home;
    this.duration = duration;
    this.shape = shape;
    this.nodes =
        IntStream.rangeClosed(1, shape.nodes())
            .mapToObj(i -> URI.create("http://" + NET + "." + (100 + i) + ":8080"))
            .toList();
  }

  /** Runs it; see the class. */
  public static void main(String[] words) throws IOException, InterruptedException {
    boolean logs = words.length == 4 && words[3].equals("logs");
    if ((words.length != 3 && !logs) || !words[2].matches("[0-9]{1,3}")) {
      System.err.println("usage: NodesTrial ROOT HOME MINUTES [logs]");
      System.exit(2);
    }
    boolean sound =
        new NodesTrial(
                Path.of(words[0]),
                Path.of(words[1]).toAbsolutePath(),
                Duration.ofMinutes(Long.parseLong(words[2])),
                logs ? Shape.NODE_LOGS : Shape.ONE_WRITER)
            .run();
    System.exit(sound ? 0 : 1);
  }

  private boolean run() throws IOException, InterruptedException {
    try {
      cluster("up", "3");
      String admin = startNodes();
      List<String> keys =
          switch (shape) {
            case ONE_WRITER -> List.of(admin);
            case NODE_LOGS -> partiesAtHome(admin);
          };
      List<SeenCheckpoints> logs = shape.logs().stream().map(SeenCheckpoints::new).toList();
      TrialLoad load = new TrialLoad(nodes, keys, logs, codes());
      load.start();
      switch (shape) {
        case ONE_WRITER -> oneWriterGoes(load);
        case NODE_LOGS -> nodesGo(load);
      }
      load.stop();
      load.print();
      return check(load, logs);
    } finally {
      cluster("down");
    }
  }

  /** Returns the admin's key. */
  private String startNodes() throws IOException, InterruptedException {
    switch (shape) {
      case ONE_WRITER -> cluster("api", "up", "2");
      case NODE_LOGS -> {
        cluster("api", "up", "2", "writers");
        cluster("api", "start", "3", "capture");
      }
    }
    return Files.readString(home.resolve("admin.key")).strip();
  }

  /** What happens, and when, as shares of the whole time. */
  private void oneWriterGoes(TrialLoad load) throws IOException, InterruptedException {
    long start = System.nanoTime();
    at(start, 0.15);
    load.phase("storage node 2 killed", () -> cluster("kill", "2"));
    at(start, 0.30);
    load.phase("storage node 2 back", () -> cluster("start", "2"));
    at(start, 0.45);
    load.phase("API node 1 killed for good", () -> cluster("api", "kill", "1"));
    at(start, 0.65);
    cutAndHeal(load, start, 0.80);
    at(start, 1.0);
  }

  private void nodesGo(TrialLoad load) throws IOException, InterruptedException {
    long start = System.nanoTime();
    at(start, 0.12);
    load.phase("storage node 2 killed", () -> cluster("kill", "2"));
    at(start, 0.22);
    load.phase("storage node 2 back", () -> cluster("start", "2"));
    at(start, 0.32);
    load.phase("API node 2 (log b) killed", () -> cluster("api", "kill", "2"));
    at(start, 0.45);
    load.phase("API node 2 back", () -> cluster("api", "start", "2"));
    at(start, 0.55);
    load.phase("API node 1 (service, log a) killed", () -> cluster("api", "kill", "1"));
    at(start, 0.70);
    cutAndHeal(load, start, 0.85);
    at(start, 1.0);
  }

  private void cutAndHeal(TrialLoad load, long start, double healed)
      throws IOException, InterruptedException {
    load.phase("network to storage node 3 cut", () -> cluster("cut", "3"));
    try {
      at(start, healed);
    } finally {
      load.phase("network healed", () -> cluster("heal", "3"));
    }
  }

  /** Keys of parties, the first capture of each of which was at another node. */
  private List<String> partiesAtHome(String admin) throws IOException, InterruptedException {
    for (URI node : nodes) {
      until(200, HttpRequest.newBuilder(node.resolve("/ready"))); // it has its log
    }
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < PARTIES; i++) {
      String body =
          "{\"party\":\"https://example.com/party-%d\",\"name\":\"party %d\",\"role\":\"partner\"}"
              .formatted(i, i);
      HttpResponse<String> answer = until(201, nodes.getFirst(), "/keys", admin, "json", body);
      Matcher key = KEY.matcher(answer.body());
      if (!key.find()) {
        throw new IllegalStateException("a key was made and not shown");
      }
      keys.add(key.group(1));
      until(
          202,
          nodes.get(i % nodes.size()),
          "/epcis/capture",
          key.group(1),
          "ld+json",
          Shipments.document("H", HOMES + i, 1));
    }
    return keys;
  }

  /** Sends it until the answer is that: nodes take a while to begin. */
  private HttpResponse<String> until(
      int status, URI node, String path, String key, String type, String body)
      throws IOException, InterruptedException {
    return until(
        status,
        HttpRequest.newBuilder(node.resolve(path))
            .header("Content-Type", "application/" + type)
            .header("Authorization", "Bearer " + key)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> until(int status, HttpRequest.Builder asked)
      throws IOException, InterruptedException {
    HttpRequest request = asked.timeout(PATIENCE).build();
    IOException last = new IOException("not tried");
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() == status) {
          return answer;
        }
        last = new IOException(request.uri() + ": " + answer.statusCode() + " " + answer.body());
      } catch (IOException e) {
        last = e;
      }
      LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
    }
    throw last;
  }

  private void at(long start, double share) {
    long until = start + (long) (duration.toNanos() * share);
    while (System.nanoTime() - until < 0) {
      LockSupport.parkNanos(until - System.nanoTime());
    }
  }

  private boolean check(TrialLoad load, List<SeenCheckpoints> logs)
      throws IOException, InterruptedException {
    URI left = nodes.get(1);
    List<String> missing = load.missing(left);
    missing.stream().limit(20).forEach(what -> System.out.println("MISSING  " + what));
    System.out.printf(
        "%,d documents accepted, %,d events of them asked for: %d missing%n",
        load.accepted(), load.accepted() * TrialLoad.EVENTS, missing.size());
    boolean sound = load.accepted() > 0 && missing.isEmpty();
    for (SeenCheckpoints log : logs) {
      SeenCheckpoints.Outcome outcome = log.check(left, load.text(left, log.path() + "/key"));
      outcome.faults().forEach(fault -> System.out.println("WRONG  " + fault));
      System.out.printf(
          "%s: %,d entries, %s; %,d checkpoints seen%n",
          log.path(),
          outcome.entries(),
          outcome.faults().isEmpty() ? "sound, extends all that was seen" : "NOT SOUND",
          log.count());
      sound &= outcome.faults().isEmpty() && log.count() > 0;
    }
    return sound;
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
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("CLUSTER_JMX", ""); // another cluster may run on this machine
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
      throw new IllegalStateException(String.join(" ", command) + ":\n" + said);
    }
  }
}
