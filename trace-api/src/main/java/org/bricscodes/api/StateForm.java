package org.bricscodes.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Predicate;
import org.bricscodes.api.export.CsvCell;
import org.bricscodes.codes.CodeState;
import org.bricscodes.codes.SerialRun;
import org.bricscodes.codes.StateLines;
import org.bricscodes.codes.StateRuns;
import org.jspecify.annotations.Nullable;

/** How the states of codes are written: serial, state, and who set it, when and why. */
public enum StateForm {
  /** With a heading, by RFC 4180; text that a spreadsheet would run begins with an apostrophe. */
  CSV("csv", "text/csv; charset=utf-8; header=present", "serial,state,at,by,reason\r\n", "") {
    @Override
    byte[] suffix(CodeState state) {
      return utf8(
          ","
              + state.status().word()
              + ","
              + text(state.at())
              + ","
              + CsvCell.guarded(state.by())
              + ","
              + CsvCell.guarded(state.reason())
              + "\r\n");
    }
  },
  /** An object to a line; what is not known is left out. */
  NDJSON("ndjson", "application/x-ndjson", "", "{\"serial\":\"") {
    @Override
    byte[] suffix(CodeState state) {
      ObjectNode rest = Json.object().put("state", state.status().word());
      Instant at = state.at();
      if (at != null) {
        rest.put("at", at.toString()).put("by", state.by()).put("reason", state.reason());
      }
      String object = new String(Json.bytes(rest), StandardCharsets.UTF_8);
      return utf8("\"," + object.substring(1) + "\n");
    }
  };

  private final String suffix;
  private final String mediaType;
  private final String head;
  private final String prefix;

  StateForm(String suffix, String mediaType, String head, String prefix) {
    this.suffix = suffix;
    this.mediaType = mediaType;
    this.head = head;
    this.prefix = prefix;
  }

  /** What the names of its files end in, without a dot. */
  public String suffix() {
    return suffix;
  }

  String mediaType() {
    return mediaType;
  }

  /** What stands in front of the first line; may be empty. */
  public byte[] head() {
    return utf8(head);
  }

  abstract byte[] suffix(CodeState state);

  /** The lines of the codes that are wanted. */
  public StateLines lines(SerialRun serials, StateRuns runs, Predicate<CodeState> wanted) {
    return new StateLines(serials, runs, utf8(prefix), this::suffix, wanted);
  }

  private static String text(@Nullable Instant at) {
    return at == null ? "" : at.toString();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
