package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.bricscodes.ledger.LedgerId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LedgerFilesTest {

  @TempDir Path folder = Path.of("");

  @Test
  void folder_empty_getsASecondLog() {
    List<LedgerFiles.Entry> entries = LedgerFiles.read(folder, "log.example/a");

    assertThat(entries).hasSize(1);
    assertThat(entries.getFirst().adapter()).isEqualTo("directory");
    assertThat(entries.getFirst().pace().policy().every()).isEqualTo(Duration.ofSeconds(10));
    assertThat(entries.getFirst().pace().eventsFrom()).isEmpty();
    assertThat(entries.getFirst().settings().value("origin")).isEqualTo("log.example/a/anchors");
  }

  @Test
  void ledgers_eachAtItsOwnPace() throws IOException {
    write("a.properties", "adapter=directory\ndir=a\npolicy=local\nanchor.every=2s\n");
    write(
        "b.properties",
        """
        adapter=evm
        url=http://127.0.0.1:8545
        anchor.every=1h
        anchor.poll=500ms
        anchor.stuck-after=10m
        anchor.call-timeout=90s
        anchor.events=each
        anchor.events-from=1000
        anchor.ledger=evm:1:0xab
        """);

    List<LedgerFiles.Entry> entries = LedgerFiles.read(folder, "log.example/a");

    LedgerPace near = entries.get(0).pace();
    LedgerPace far = entries.get(1).pace();
    assertThat(near.policy().every()).isEqualTo(Duration.ofSeconds(2));
    assertThat(near.policy().poll()).isEqualTo(Duration.ofSeconds(1));
    assertThat(far.policy().every()).isEqualTo(Duration.ofHours(1));
    assertThat(far.policy().poll()).isEqualTo(Duration.ofMillis(500));
    assertThat(far.policy().stuckAfter()).isEqualTo(Duration.ofMinutes(10));
    assertThat(far.policy().callTimeout()).isEqualTo(Duration.ofSeconds(90));
    assertThat(far.policy().lease()).isEqualTo(Duration.ofMinutes(6));
    assertThat(far.eventsFrom()).isEqualTo(OptionalLong.of(1000));
    assertThat(far.expected()).contains(LedgerId.parse("evm:1:0xab"));
    assertThat(entries.get(1).settings().values()).containsOnlyKeys("url");
  }

  @Test
  void events_withoutAPlace_areFromNowOn() throws IOException {
    write("a.properties", "adapter=directory\ndir=a\nanchor.events=each\n");

    assertThat(LedgerFiles.read(folder, "log.example/a").getFirst().pace().eventsFrom())
        .isEqualTo(OptionalLong.of(-1));
  }

  @Test
  void file_wrong_isRefusedWithEveryFault() throws IOException {
    write(
        "bad.properties",
        """
        policy=sometimes
        anchor.every=soon
        anchor.poll=0s
        anchor.stuck-after=700h
        anchor.events=all
        anchor.events-from=-3
        anchor.ledger=nothing
        anchor.evry=2s
        """);

    assertThatThrownBy(() -> LedgerFiles.read(folder, "log.example/a"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("bad.properties")
        .hasMessageContaining("'adapter' is missing")
        .hasMessageContaining("'policy' must be local or remote")
        .hasMessageContaining("'anchor.every' is a time such as 500ms, 30s, 5m or 2h")
        .hasMessageContaining("'anchor.poll' is a time")
        .hasMessageContaining("'anchor.stuck-after' is a time")
        .hasMessageContaining("'anchor.events' is each or none")
        .hasMessageContaining("'anchor.events-from' is an index in the log")
        .hasMessageContaining("'anchor.ledger' is no ledger id")
        .hasMessageContaining("'anchor.evry' is not known");
  }

  @Test
  void eventsFrom_withoutEvents_isRefused() throws IOException {
    write("a.properties", "adapter=directory\ndir=a\nanchor.events-from=7\n");

    assertThatThrownBy(() -> LedgerFiles.read(folder, "log.example/a"))
        .hasMessageContaining("'anchor.events-from' needs anchor.events=each");
  }

  @Test
  void none_isNoLedger() throws IOException {
    write("none.properties", "");

    assertThat(LedgerFiles.read(folder, "log.example/a")).isEmpty();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
  }
}
