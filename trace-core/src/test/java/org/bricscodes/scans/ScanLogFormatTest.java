package org.bricscodes.scans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bricscodes.scans.Sample.NOON;
import static org.bricscodes.scans.Sample.PACK;
import static org.bricscodes.scans.Sample.XIAMEN;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.bricscodes.store.InMemoryStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ScanLogFormatTest {

  private static final Visit RICH =
      new Visit(
          NOON,
          NOON.plusSeconds(90),
          3,
          1,
          XIAMEN,
          new Visitor(NOON, -2, 17, (short) -3),
          Found.WRONG_LOT,
          Channel.JSON,
          new ItemFacts(
              Stage.SOLD,
              NOON.minusSeconds(5),
              List.of("CN", "RU"),
              LocalDate.of(2028, 4, 23),
              ItemFacts.Exposure.COMPROMISED,
              NOON.minusSeconds(3)));

  @Test
  void line_readsAsItIsDescribed() {
    String line = ScanLogFormat.write(new ScanLine(PACK, Sample.LOT, RICH, ScanLine.Label.CLONE));

    assertThat(line)
        .isEqualTo(
            "{\"at\":\"2026-10-05T12:00:00Z\",\"last\":\"2026-10-05T12:01:30Z\",\"looks\":3,"
                + "\"gtin\":\"09521222000018\",\"serial\":\"7GF04CNGMYKV4H93\",\"lot\":\"TGY2604A\","
                + "\"country\":\"CN\",\"cell\":[24.5,118.5,1.0],\"period\":\"2026-10-05T12:00:00Z\",\"device\":\"fffffffffffffffe\","
                + "\"network\":\"0000000000000011\",\"agent\":\"fffd\",\"found\":\"wrong-lot\","
                + "\"channel\":\"json\",\"stage\":\"sold\",\"since\":\"2026-10-05T11:59:55Z\","
                + "\"markets\":[\"CN\",\"RU\"],\"expiry\":\"2028-04-23\",\"compromised\":true,"
                + "\"activated\":\"2026-10-05T11:59:57Z\",\"label\":\"clone\"}");
  }

  @Test
  void fold_isWrittenWithItsNumber_andReadBack() throws Exception {
    ScanLine fold = new ScanLine(PACK, Sample.LOT, RICH.standingFor(1200), null);

    String line = ScanLogFormat.write(fold);

    assertThat(line).contains("\"looks\":1200,\"visits\":1200,");
    assertThat(ScanLogFormat.read(line)).isEqualTo(fold);
  }

  @Test
  void read_isTheInverseOfWrite() throws Exception {
    ScanLine rich = new ScanLine(PACK, Sample.LOT, RICH, ScanLine.Label.CLONE);
    ScanLine plain =
        new ScanLine(PACK, null, Visit.of(Sample.look(1, null, 0), ItemFacts.PLAIN), null);

    assertThat(ScanLogFormat.read(ScanLogFormat.write(rich))).isEqualTo(rich);
    assertThat(ScanLogFormat.read(ScanLogFormat.write(plain))).isEqualTo(plain);
  }

  @Test
  void row_isTheInverseOfItsBytes() {
    assertThat(ScanCodec.visit(ScanCodec.encode(RICH))).isEqualTo(RICH);
  }

  @Test
  void everyFault_isNamed() {
    assertThatThrownBy(
            () ->
                ScanLogFormat.read(
                    "{\"at\":\"yesterday\",\"gtin\":\"09521222000019\",\"serial\":\"A\","
                        + "\"country\":\"China\",\"device\":\"xyz\",\"network\":\"1\",\"agent\":\"12345\","
                        + "\"found\":\"fake\",\"channel\":\"page\",\"label\":\"maybe\",\"colour\":\"red\"}"))
        .asInstanceOf(InstanceOfAssertFactories.type(ScanFileException.class))
        .extracting(ScanFileException::faults)
        .asInstanceOf(InstanceOfAssertFactories.list(String.class))
        .containsExactly(
            "colour: not a field of a scan log",
            "at: must be an instant such as 2026-03-01T08:00:00Z",
            "gtin: must be a GTIN with a right check digit",
            "country: must be two capital letters",
            "device: must be 16 hexadecimal digits",
            "agent: must be 4 hexadecimal digits",
            "found: must be a verdict",
            "label: must be genuine or clone");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "null",
        "{",
        "{} {}",
        "{\"at\":{\"a\":{\"b\":1}}}",
        "{\"at\":1,\"at\":2}",
        "not json"
      })
  void nonsense_isRefused(String line) {
    assertThatThrownBy(() -> ScanLogFormat.read(line)).isInstanceOf(ScanFileException.class);
  }

  @Test
  void log_holdsEveryVisitAndGuess_inOrderOfTime() {
    InMemoryStore store = new InMemoryStore(ScanHistory.tables());
    ScanSubject guess = new ScanSubject(Sample.GTIN, "GUESS");
    try (ScanRecorder recorder =
        ScanRecorder.start(
            store,
            Sample::plain,
            Rules.standard(),
            ScanPolicy.STANDARD,
            "urn:operator",
            "",
            subject -> {},
            () -> NOON,
            new Random(1))) {
      recorder.offer(Sample.look(2, XIAMEN, 300));
      recorder.offer(Sample.look(1, XIAMEN, 0));
      recorder.offer(Sample.look(guess, 3, XIAMEN, 10, Found.NOT_ISSUED));
      recorder.offer(Sample.look(4, XIAMEN, 20));
    }

    ScanLog log = new ScanLog(store, new Random(2));
    List<ScanLine> lines = new ArrayList<>();
    for (List<ScanLine> some = log.next(); some != null; some = log.next()) {
      lines.addAll(some);
    }

    assertThat(lines)
        .extracting(line -> line.visit().visitor().device())
        .containsExactly(0x1001L, 0x1003L, 0x1004L, 0x1002L);
    assertThat(lines)
        .extracting(ScanLine::lot)
        .containsExactly("TGY2604A", null, "TGY2604A", "TGY2604A");
  }
}
