package org.bricscodes.epcis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The unit codes there are, and what their values mean in each other. */
class UnitCodeTest {

  private static UnitCode unit(String code) {
    return Objects.requireNonNull(UnitCode.of(code), code);
  }

  @ParameterizedTest
  @CsvSource({
    "0, CEL, 273.15, KEL",
    "20, CEL, 68, FAH",
    "-40, CEL, -40, FAH",
    "-273.15, CEL, 0, A48",
    "491.67, A48, 273.15, KEL",
    "1, KGM, 1000, GRM",
    "0.45359237, KGM, 1, LBR",
    "1, LBR, 16, ONZ",
    "1, TNE, 1000, KGM",
    "1, INH, 25.4, MMT",
    "3, FOT, 1, YRD",
    "1, SMI, 1609.344, MTR",
    "36, KMH, 10, MTS",
    "1, KNT, 1.852, KMH",
    "1, BAR, 100000, PAL",
    "1, ATM, 101325, PAL",
    "1013.25, MBR, 1, ATM",
    "1, A97, 100, PAL",
    "50, P1, 0.5, Q26",
    "1, P1, 10000, 59",
    "1, GRO, 12, DZN",
    "2, PR, 4, EA",
    "1, C62, 1, H87",
    "1, KWH, 3.6, 3B",
    "1, MWH, 1000, KWH",
    "1, LTR, 1000, MLT",
    "1, MTQ, 1000, LTR",
    "128, OZA, 1, GLL",
    "1, HUR, 60, MIN",
    "1, DAY, 86400, SEC",
    "1000, A93, 1, KMQ",
    "1, GL, 1000, A93",
    "180, DD, 10800, D61",
    "1, VLT, 1000, 2Z",
    "1, KLX, 1000, LUX"
  })
  void values_thatMeanTheSame_compareAsEqual(
      BigDecimal value, String code, BigDecimal other, String otherCode) {
    assertThat(unit(code).compare(value, other, unit(otherCode))).isZero();
    BigDecimal more = other.add(new BigDecimal("1e-30"));
    assertThat(unit(code).compare(value, more, unit(otherCode))).isNegative();
    assertThat(unit(otherCode).compare(more, value, unit(code))).isPositive();
  }

  @Test
  void differences_haveNoZeroPoint() {
    UnitCode celsius = unit("CEL");

    assertThat(celsius.compareDifference(BigDecimal.ONE, BigDecimal.ONE, unit("KEL"))).isZero();
    assertThat(celsius.compareDifference(new BigDecimal(5), new BigDecimal(9), unit("FAH")))
        .isZero();
  }

  @ParameterizedTest
  @CsvSource({"CEL, KGM", "NU, JOU", "HTZ, BQL", "A95, D13", "C81, P1", "KGM, EA", "BPM, HTZ"})
  void unitsOfDifferentKinds_doNotCompare(String code, String other) {
    assertThat(unit(code).isComparableTo(unit(other))).isFalse();
    assertThatThrownBy(() -> unit(code).compare(BigDecimal.ONE, BigDecimal.ONE, unit(other)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void everyCode_isThere() {
    assertThat(Units.CODES).hasSize(1_756 + 406);
    assertThat(Units.CODES.keySet()).allMatch(code -> code.matches("[A-Z0-9]{2,3}"));
    assertThat(Units.CODES.values())
        .allMatch(unit -> unit.numerator().signum() > 0 && unit.denominator().signum() > 0);
    assertThat(Units.CODES.values().stream().filter(u -> !u.kind().equals(u.code())).count())
        .isGreaterThan(1_390);
  }

  @ParameterizedTest
  @CsvSource({"kg, KGM", "KG, KGM", "°C, CEL", "KGX, KGM", "cel, CEL", "%, P1", "pcs, H87"})
  void codeThatIsNone_hasANearestOne(String written, String meant) {
    assertThat(UnitCode.nearest(written)).isEqualTo(meant);
  }

  /** What GS1's examples use, and packages. */
  @ParameterizedTest
  @ValueSource(
      strings = {"CEL", "KGM", "A93", "LUX", "KMH", "MTR", "C35", "MTS", "P71", "DD", "P1", "XBX"})
  void unit_ofAQuantityOrReading_isAccepted(String code) {
    assertThat(faults(code)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"KGG, did you mean KGM?", "kg, did you mean KGM?", "Q99, Recommendation 20"})
  void unit_thatDoesNotExist_isRefused_inQuantitiesAndReadings(String code, String remedy) {
    assertThat(faults(code)).contains("/quantityList/0/uom", "/sensorReport/0/uom", remedy);
  }

  private static String faults(String code) {
    String document =
        """
        {"@context":%s,"type":"EPCISDocument","schemaVersion":"2.0",
         "creationDate":"2026-01-01T00:00:00Z","epcisBody":{"eventList":[
         {"type":"ObjectEvent","eventTime":"2020-03-04T11:00:30+01:00",
          "eventTimeZoneOffset":"+01:00","action":"OBSERVE",
          "quantityList":[{"epcClass":"urn:x:1","quantity":1,"uom":"%s"}],
          "sensorElementList":[{"sensorReport":[{"type":"Mass","value":1,"uom":"%s"}]}]}]}}\
        """
            .formatted(Samples.CONTEXT, code, code);
    ParsedDocument parsed =
        new EpcisJson(EpcisLimits.DEFAULT).parse(document.getBytes(StandardCharsets.UTF_8));
    StringBuilder all = new StringBuilder();
    parsed.faults().forEach(fault -> all.append(fault).append('\n'));
    return all.toString();
  }
}
