package org.bricscodes.samples.crash;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/**
 * Kills the packaged service, and fails its disk, at every durable step and at random, and checks
 * after each start that nothing it acknowledged is lost; the package says how.
 *
 * <p>{@code CrashDrill JAR DIRECTORY KILLS SEED LANES}: the service's {@code trace.jar}; a
 * directory that is not there yet, for the data; how many kills; where the choice begins; how many
 * services at a time. Needs {@code strace} and {@code prlimit}. Prints a table; ends with 1 and
 * what it was when something does not hold, and leaves the directory to be looked at. A file {@code
 * stop} in the directory ends it early, with every check.
 */
public final class CrashDrill {

  private final Child.Program program;
  private final Path directory;
  private final int kills;
  private final long seed;
  private final int lanes;
  private final PrintStream out;

  /**
   * @param directory made; must not exist
   * @param out for the table
   */
  public CrashDrill(Path jar, Path directory, int kills, long seed, int lanes, PrintStream out) {
    this.program = new Child.Program(jar.toAbsolutePath(), directory.resolve("classes.aot"));
    this.directory = directory;
    this.kills = kills;
    this.seed = seed;
    this.lanes = lanes;
    this.out = out;
  }

  /** Runs it; see the class. */
  public static void main(String... arguments) throws IOException, InterruptedException {
    if (arguments.length != 5) {
      System.err.println("usage: CrashDrill JAR DIRECTORY KILLS SEED LANES");
      System.exit(2);
    }
    CrashDrill drill =
        new CrashDrill(
            Path.of(arguments[0]),
            Path.of(arguments[1]).toAbsolutePath(),
            Integer.parseInt(arguments[2]),
            Long.parseLong(arguments[3]),
            Integer.parseInt(arguments[4]),
            System.out);
    List<String> violations = drill.run();
    System.exit(violations.isEmpty() ? 0 : 1);
  }

  /**
   * Runs the drill to its end, or until something does not hold.
   *
   * @return what does not hold; empty if all does
   * @throws IllegalStateException if strace is missing, saying what to install
   */
  public List<String> run() throws IOException, InterruptedException {
    Strace.require();
    Files.createDirectory(directory);
    long begin = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    train(random.split());
    Plan plan = new Plan(seed, kills);
    Tally tally = new Tally();
    Queue<String> violations = new ConcurrentLinkedQueue<>();
    List<Lane> all = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int number = 1; number <= lanes; number++) {
      Path own = Files.createDirectory(directory.resolve("lane-" + number));
      Lane lane = new Lane(program, own, plan, tally, random.split());
      all.add(lane);
      threads.add(Thread.ofPlatform().start(() -> run(lane, own, violations)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    tally.print(out);
    print(all, plan, tally, Duration.ofNanos(System.nanoTime() - begin));
    violations.forEach(violation -> out.println("VIOLATION, seed " + seed + ": " + violation));
    return List.copyOf(violations);
  }

  private void train(SplittableRandom own) throws IOException, InterruptedException {
    try (Lane lane =
        new Lane(program, directory.resolve("training"), new Plan(seed, 0), new Tally(), own)) {
      lane.train();
    }
  }

  @SuppressWarnings("IllegalCatch") // whatever ends a lane is a finding
  private static void run(Lane lane, Path own, Queue<String> violations) {
    try (lane) {
      lane.run();
    } catch (IOException | RuntimeException | InterruptedException e) {
      violations.add(
          own.getFileName()
              + ": "
              + e
              + "\n"
              + List.of(e.getStackTrace()).stream()
                  .limit(12)
                  .map(frame -> "    at " + frame + "\n")
                  .collect(Collectors.joining()));
    }
  }

  private void print(List<Lane> all, Plan plan, Tally tally, Duration took) {
    List<Told> told = all.stream().map(Lane::told).toList();
    out.printf(
        "no such call: %s%n",
        plan.absent().stream()
            .map(
                point ->
                    point.activity().word()
                        + " "
                        + point.thread()
                        + " "
                        + point.call()
                        + " "
                        + point.stroke())
            .sorted()
            .collect(Collectors.joining(", ")));
    out.printf(
        "%d kills, seed %d, %d services at a time, %d s: %d calls acknowledged and kept, among them"
            + " %d events of single calls and documents, %d batches, %d states, %d reports;"
            + " %d checkpoints seen, none contradicts another%n",
        tally.total(),
        seed,
        lanes,
        took.toSeconds(),
        told.stream().mapToInt(each -> each.acknowledged.get()).sum(),
        told.stream().flatMap(each -> each.events.values().stream()).mapToInt(Set::size).sum(),
        told.stream().mapToInt(each -> each.batches.size()).sum(),
        told.stream().flatMap(each -> each.states.values().stream()).mapToInt(Map::size).sum(),
        told.stream().mapToInt(each -> each.reports.size()).sum(),
        told.stream().mapToInt(each -> each.checkpoints().size()).sum());
  }
}
