package org.bricscodes.api.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.bricscodes.api.Assembly;
import org.bricscodes.api.TraceServer;
import org.bricscodes.codes.Batch;
import org.bricscodes.codes.BatchReport;
import org.bricscodes.codes.CodeCheck;
import org.bricscodes.codes.CodeChecks;
import org.bricscodes.codes.CodesException;
import org.bricscodes.codes.Stage;
import org.bricscodes.codes.StageReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trace codes report}: what was done with a range of a batch. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    header =
        "Reports that codes of a batch were printed, applied or released, and which were wasted.",
    footer = {
      "",
      "Example:",
      "  trace codes report 04600682000129-B-0000000 --stage printed --from 0 --count 5000 \\",
      "    --by https://id.gs1.org/417/9521222000001 --wasted spoiled.txt --reason smeared"
    })
final class CodesReportCommand implements Runnable {

  @Spec private CommandSpec spec;
  @Mixin private DataOption data = new DataOption();

  @Parameters(paramLabel = "BATCH", description = "Id of the batch.")
  private String batch;

  @Option(names = "--stage", required = true, description = "printed, applied or active.")
  private String stage;

  @Option(names = "--from", defaultValue = "0", description = "First place, from 0; 0 if absent.")
  private long from;

  @Option(names = "--count", required = true, description = "How many codes, or all.")
  private String count;

  @Option(
      names = "--by",
      defaultValue = TraceServer.OPERATOR,
      description = "Who did it, URI or name. Default: ${DEFAULT-VALUE}.")
  private String by;

  @Option(names = "--at", description = "When, as 2026-05-02T10:00:00+08:00; now if absent.")
  private @Nullable String at;

  @Option(names = "--wasted", description = "File of spoiled serials, one to a line.")
  private @Nullable Path wasted;

  @Option(names = "--reason", description = "Required where codes were wasted.")
  private @Nullable String reason;

  @Option(names = "--idempotency-key", description = "Makes reporting again harmless.")
  private @Nullable String idempotencyKey;

  @SuppressWarnings("NullAway.Init") // the parser fills the fields
  CodesReportCommand() {}

  @Override
  public void run() {
    Stage reached =
        Stage.of(stage)
            .orElseThrow(() -> new UnusableInput("--stage must be printed, applied or active"));
    try (Assembly assembly = data.openExisting()) {
      Batch found = CodeFiles.batch(assembly.codes(), batch);
      BatchReport kept =
          assembly
              .life()
              .report(
                  found,
                  new StageReport(
                      reached,
                      from,
                      number(found),
                      by,
                      time(),
                      places(assembly, found),
                      reason,
                      idempotencyKey));
      assembly.tell();
      spec.commandLine()
          .getOut()
          .println(
              "report "
                  + kept.number()
                  + ": "
                  + kept.fresh()
                  + " codes newly "
                  + reached.word()
                  + ", "
                  + kept.wasted()
                  + " newly wasted");
    } catch (CodesException.InvalidOrder e) {
      throw CodeFiles.faults(e);
    } catch (CodesException e) {
      throw new UnusableInput(String.valueOf(e.getMessage()), e);
    }
  }

  private long number(Batch found) {
    if (count.equals("all")) {
      return found.count() - from;
    }
    if (!count.matches("[0-9]{1,9}")) {
      throw new UnusableInput("--count must be a whole number or all");
    }
    return Long.parseLong(count);
  }

  private @Nullable Instant time() {
    try {
      return at == null ? null : OffsetDateTime.parse(at).toInstant();
    } catch (DateTimeException e) {
      throw new UnusableInput("--at must be a time such as 2026-05-02T10:00:00+08:00", e);
    }
  }

  private List<Long> places(Assembly assembly, Batch found) {
    if (wasted == null) {
      return List.of();
    }
    List<Long> places = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    CodeChecks checks = assembly.codes().checks();
    int number = 0;
    for (String line : lines(wasted)) {
      number++;
      String serial = line.strip();
      if (serial.isEmpty()) {
        continue;
      }
      if (checks.check(found.gtin(), serial) instanceof CodeCheck.Genuine code
          && code.batch().id().equals(found.id())) {
        places.add(code.counter() - found.firstCounter());
      } else {
        faults.add("line " + number + ": no serial of this batch");
      }
    }
    CodeFiles.refuse(faults);
    return places;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UnusableInput(file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
