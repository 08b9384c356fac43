package org.bricscodes.epcis;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says that the event it stands in, sent before without it, is wrong (EPCIS 2.0 §7.4.1.2). */
public record ErrorDeclaration(
    Instant declarationTime,
    @Nullable UriRef reason,
    List<String> correctiveEventIDs,
    List<Extension> extensions) {

  public ErrorDeclaration {
    correctiveEventIDs = List.copyOf(correctiveEventIDs);
    extensions = List.copyOf(extensions);
  }
}
