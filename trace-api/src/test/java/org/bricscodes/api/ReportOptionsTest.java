package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.bricscodes.api.cli.Trace;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class ReportOptionsTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int trace(String... arguments) {
    CommandLine command = Trace.command();
    command.setOut(new PrintWriter(out));
    command.setErr(new PrintWriter(err));
    return command.execute(arguments);
  }

  @Test
  void settingsOfReports_areRefused_byName() {
    assertThat(trace("serve", "--reports", "maybe")).isEqualTo(2);
    assertThat(trace("serve", "--report-retention", "0")).isEqualTo(2);
    assertThat(trace("serve", "--report-retention", "3651")).isEqualTo(2);

    assertThat(err.toString())
        .contains(
            "--reports must be on or off, found maybe",
            "reports are kept 1 to 3650 days, found 0",
            "reports are kept 1 to 3650 days, found 3651");
  }
}
