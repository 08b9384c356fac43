package org.bricscodes.api.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * How far long work is: on a terminal one line that is written over and over, elsewhere a plain
 * line now and then, or nothing. Not for use by several threads at once.
 */
final class ProgressBar implements AutoCloseable {

  private static final int WIDTH = 24;

  /** Where progress is told. */
  enum Style {
    /** One line, written over five times a second. */
    TERMINAL(Duration.ofMillis(200)),
    /** A line every ten seconds, which reads well in logs. */
    LINES(Duration.ofSeconds(10)),
    /** Nowhere. */
    SILENT(Duration.ofDays(1));

    private final Duration every;

    Style(Duration every) {
      this.every = every;
    }

    /** What suits the process's streams. */
    @SuppressWarnings("SystemConsoleNull") // since JDK 25 it does again where there is none
    static Style fitting() {
      Console console = System.console();
      return console != null && console.isTerminal() ? TERMINAL : LINES;
    }
  }

  private final PrintWriter out;
  private final Style style;
  private final String unit;
  private final LongSupplier nanoClock;
  private final long started;
  private long told;
  private boolean onLine;

  /**
   * @param unit what is counted, such as events
   * @param nanoClock as {@link System#nanoTime}
   */
  ProgressBar(PrintWriter out, Style style, String unit, LongSupplier nanoClock) {
    this.out = out;
    this.style = style;
    this.unit = unit;
    this.nanoClock = nanoClock;
    this.started = nanoClock.getAsLong();
    this.told = started;
  }

  /**
   * Says how far the work is, unless that was said a moment ago.
   *
   * @param done bytes of the work done
   * @param all bytes in all; 0 or less: unknown
   * @param count units done; less than 0: unknown
   */
  void at(long done, long all, long count) {
    long now = nanoClock.getAsLong();
    if (style == Style.SILENT || now - told < style.every.toNanos()) {
      return;
    }
    told = now;
    String line = line(done, all, count, (now - started) / 1e9);
    if (style == Style.TERMINAL) {
      out.print("\r\u001b[K" + line);
      onLine = true;
    } else {
      out.println(line);
    }
    out.flush();
  }

  /** Clears the line, so that something else can be printed. */
  void clear() {
    if (onLine) {
      out.print("\r\u001b[K");
      out.flush();
      onLine = false;
    }
  }

  @Override
  public void close() {
    clear();
  }

  private String line(long done, long all, long count, double seconds) {
    StringBuilder line = new StringBuilder();
    if (all > 0) {
      int full = (int) Math.min(WIDTH, done * WIDTH / all);
      line.append('[').append("#".repeat(full)).append(" ".repeat(WIDTH - full)).append("] ");
      line.append(
          String.format(
              Locale.ROOT,
              "%3d %%  %.1f of %.1f MB",
              Math.min(100, done * 100 / all),
              done / 1e6,
              all / 1e6));
    } else {
      line.append(String.format(Locale.ROOT, "%.1f MB", done / 1e6));
    }
    if (count >= 0) {
      line.append(String.format(Locale.ROOT, "  %,d %s", count, unit));
    }
    if (count >= 0 && seconds > 0) {
      line.append(String.format(Locale.ROOT, "  %,.0f/s", count / seconds));
    }
    if (all > 0 && done > 0) {
      line.append("  ").append(left(seconds * (all - done) / done));
    }
    return line.toString();
  }

  private static String left(double seconds) {
    if (seconds < 100) {
      return String.format(Locale.ROOT, "%.0f s left", Math.max(0, seconds));
    }
    return seconds < 6_000
        ? String.format(Locale.ROOT, "%.0f min left", seconds / 60)
        : String.format(Locale.ROOT, "%.1f h left", seconds / 3_600);
  }
}
