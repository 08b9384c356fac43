package org.bricscodes.moving;

import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.bricscodes.store.Table;

/** What an export is made of: the log, the files, and each table; each a row of segments. */
final class Streams {

  static final String LOG = "log";
  static final String FILES = "files";

  private static final String TABLE = "table-";
  private static final Pattern NAME = Pattern.compile("log|files|table-[a-z][a-z0-9_]{0,39}");

  private Streams() {}

  static String of(Table table) {
    return TABLE + table.name();
  }

  /** Names come from a manifest, and name folders: nothing else passes. */
  static boolean isName(String stream) {
    return NAME.matcher(stream).matches();
  }

  static Path file(Path folder, String stream, int number) {
    if (!isName(stream) || number < 1) {
      throw new IllegalArgumentException("no stream of an export has this name or number");
    }
    return folder.resolve(stream).resolve(String.format(Locale.ROOT, "%08d.segment", number));
  }
}
