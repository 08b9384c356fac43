package org.bricscodes.api.cli;

import java.io.PrintWriter;

/** A progress bar as plain lines, which reads well in terminals, logs and screen readers alike. */
final class ProgressLines {

  private static final int WIDTH = 20;

  private final PrintWriter out;

  ProgressLines(PrintWriter out) {
    this.out = out;
  }

  void done(int steps, int of, String what) {
    int full = of == 0 ? WIDTH : steps * WIDTH / of;
    out.println(
        "[" + "#".repeat(full) + " ".repeat(WIDTH - full) + "] " + steps + "/" + of + "  " + what);
    out.flush();
  }
}
