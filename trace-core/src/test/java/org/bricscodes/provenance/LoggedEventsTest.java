package org.bricscodes.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bricscodes.provenance.Story.CASE;
import static org.bricscodes.provenance.Story.FACTORY;
import static org.bricscodes.provenance.Story.OTHER;
import static org.bricscodes.provenance.Story.PACK;

import org.junit.jupiter.api.Test;

final class LoggedEventsTest {

  /** The case's way is known by the log, but not yet that the pack was in it. */
  @Test
  void whatOnlyAnUnloggedEventTiesToThePack_isLeftOut() {
    Story story =
        new Story()
            .object(FACTORY, "2026-05-01T00:00:00Z", "commissioning", PACK, "")
            .object(OTHER, "2026-05-04T00:00:00Z", "shipping", CASE, "")
            .pack("2026-05-03T00:00:00Z", CASE, PACK);

    Trace before = new TraceGraph(new LoggedEvents(story.source(), () -> 2)).ofItem(PACK, null);
    Trace after = new TraceGraph(new LoggedEvents(story.source(), () -> 3)).ofItem(PACK, null);

    assertThat(before.events()).extracting(e -> e.recorded().sequence()).containsExactly(0L);
    assertThat(after.events()).extracting(e -> e.recorded().sequence()).containsExactly(0L, 2L, 1L);
  }
}
