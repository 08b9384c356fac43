package org.bricscodes.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LogListTest {

  private static final VerifierKey KEY = Logs.KEY.verifierKey();
  private static final VerifierKey OTHER = Keys.signer("log.example/other", 9).verifierKey();

  private static LogList parse(String file) {
    return LogList.parse(file.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void list_givesKeysOriginsAndRates() {
    LogList list =
        parse(
            """
            # those we follow
            logs/v0

            vkey %s
            qpd 86400
            contact https://log.example/contact

              vkey %s
            origin log.example/elsewhere
            \tqpd 24
            contact sysadmin (at) log.example
            """
                .formatted(KEY, OTHER));

    assertThat(list.logs())
        .containsExactly(
            new LogList.Item(KEY, "log.example/trace", 86_400, "https://log.example/contact"),
            new LogList.Item(OTHER, "log.example/elsewhere", 24, "sysadmin (at) log.example"));
    assertThat(parse("logs/v0\n").logs()).isEmpty();
  }

  @Test
  void everyFault_isNamedByItsLine() {
    String file =
        """
        logs/v0
        qpd 5
        vkey %1$s
        contact nobody
        vkey %2$s
        qpd 01
        contact nobody
        vkey %1$s
        qpd 2147483648
        contact
        vkey broken
        qpd 1
        contact nobody
        """
            .formatted(KEY, Keys.signer("w.example/1", 3).cosignerKey());

    assertThatThrownBy(() -> parse(file))
        .isInstanceOfSatisfying(
            LinesException.class,
            e ->
                assertThat(e.faults())
                    .extracting(LinesException.Fault::toString)
                    .containsExactly(
                        "line 2: qpd stands out of order: a log is vkey, origin if need be, qpd,"
                            + " contact",
                        "line 3: this log lacks its qpd",
                        "line 5: the key is none of a log's: its type is COSIGNATURE_V1",
                        "line 5: qpd is the requests of a day, 1 to 2147483647",
                        "line 10: contact has no value",
                        "line 8: qpd is the requests of a day, 1 to 2147483647",
                        "line 8: the log of line 3 has the same origin",
                        "line 11: a verifier key is name+keyid+base64, at most 2048 characters"));
  }

  @Test
  void file_ofAnotherKind_isRefused() {
    assertThatThrownBy(() -> parse("logs/v1\n")).hasMessage("line 1: the first line is logs/v0");
    assertThatThrownBy(() -> parse("")).hasMessage("the first line is logs/v0");
  }
}
