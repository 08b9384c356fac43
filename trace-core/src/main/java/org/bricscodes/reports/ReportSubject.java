package org.bricscodes.reports;

import org.bricscodes.gs1.Gtin;
import org.jspecify.annotations.Nullable;

/**
 * The code a report is about, and whose it is.
 *
 * @param owner the party that issued or registered the code, 1 to 256 characters
 * @param lot as the owner knows it, whatever the label says; null: not known
 * @param serial AI (21), 1 to 20 characters
 */
public record ReportSubject(String owner, Gtin gtin, @Nullable String lot, String serial) {

  private static final int MAX_OWNER = 256;
  private static final int MAX_AI = 20;

  public ReportSubject {
    require("owner", owner, MAX_OWNER);
    require("serial", serial, MAX_AI);
    if (lot != null) {
      require("lot", lot, MAX_AI);
    }
  }

  private static void require(String what, String value, int most) {
    if (value.isEmpty() || value.length() > most || value.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(what + " must have 1 to " + most + " characters");
    }
  }
}
