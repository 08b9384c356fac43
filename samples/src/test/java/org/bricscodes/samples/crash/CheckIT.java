package org.bricscodes.samples.crash;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bricscodes.tlog.Checkpoint;
import org.bricscodes.tlog.Digest;
import org.bricscodes.tlog.SignedNote;
import org.bricscodes.tlog.SignerKey;
import org.bricscodes.tlog.SignerKeyFile;
import org.bricscodes.tlog.TrustedLog;
import org.bricscodes.tlog.VerifierKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The drill's checks see what they look for: a service that lost something does not pass them. */
@SuppressWarnings("NullAway.Init") // set before each test
final class CheckIT {

  @TempDir Path folder;

  private final Told told = new Told();
  private Child child;
  private Caller caller;
  private TrustedLog log;
  private Check check;

  @BeforeEach
  void serve() throws IOException {
    child = Packaged.start(folder.resolve("data"));
    caller = new Caller(child.address());
    log = TrustedLog.of(VerifierKey.parse(caller.look("/log/key", "text/plain").strip()));
    check = new Check(caller, told, log);
    caller.send("POST", "/epcis/events", Events.JSON, Events.of(1, 0));
    told.event(1, 0);
  }

  @AfterEach
  void end() {
    child.close();
  }

  @Test
  void serviceThatKeptEverything_passes() {
    assertThatCode(() -> check.round(1, 1)).doesNotThrowAnyException();
  }

  @Test
  void eventThatIsMissing_isFound() {
    told.event(1, 7);

    assertThatThrownBy(() -> check.round(1, 1))
        .isInstanceOf(Violation.class)
        .hasMessageContaining(Events.id(1, 7) + " was acknowledged and is not found");
  }

  @Test
  void codesThatChanged_areFound() throws IOException {
    String batch =
        Caller.tree(Load.order(caller, "order-1-1", "LOT1", 10).body()).path("id").asText();
    told.batches.put("order-1-1", batch);
    told.codes(batch, List.of("0000000000000000"));

    assertThatThrownBy(() -> told.codes(batch, Check.serials(caller, batch)))
        .isInstanceOf(Violation.class)
        .hasMessage("the codes of batch " + batch + " have changed");
  }

  @Test
  void codeIssuedTwice_isFound() {
    told.codes("one", List.of("7GF04CNGMYKV4H93"));

    assertThatThrownBy(() -> told.codes("two", List.of("7GF04CNGMYKV4H93")))
        .isInstanceOf(Violation.class)
        .hasMessage("serial 7GF04CNGMYKV4H93 was issued twice");
  }

  @Test
  void orderThatBecameAnotherBatch_isFound() {
    told.batches.put("order-1-1", "of-long-ago");

    assertThatThrownBy(() -> check.round(1, 1))
        .isInstanceOf(Violation.class)
        .hasMessageContaining("/codes/batches/of-long-ago/codes.csv is answered 404");
  }

  @Test
  void checkpointThatContradicts_isFound() {
    SignerKey key = SignerKeyFile.open(folder.resolve("data/keys/log.key"));
    String text = Checkpoint.of(key.name(), 1, Digest.sha256(new byte[] {1})).toString();
    told.checkpoint(log.verify(new SignedNote(text, List.of(key.sign(text)))));

    assertThatThrownBy(() -> check.round(1, 1))
        .isInstanceOf(Violation.class)
        .hasMessageContaining("the log does not extend a checkpoint it served");
  }

  @Test
  void reportThatIsMissing_isFound() {
    told.reports.put("00000000000000000000000000", "torn 1 0");

    assertThatThrownBy(() -> check.round(1, 1))
        .isInstanceOf(Violation.class)
        .hasMessageContaining("/scan/report/00000000000000000000000000 is answered 404");
  }
}
