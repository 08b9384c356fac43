package org.bricscodes.epcis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The worked vectors of the CBV event hash, and the rules they do not show. */
class EventHashTest {

  private static final String V1 =
      "eventType=ObjectEventeventTime=2020-03-04T10:00:30.000ZeventTimeZoneOffset=+01:00"
          + "epcListepc=https://id.gs1.org/00/040123450000001112"
          + "epc=https://id.gs1.org/00/040123450000002225"
          + "epc=https://id.gs1.org/00/040123450000003338"
          + "action=OBSERVEbizStep=https://ref.gs1.org/cbv/BizStep-departing"
          + "readPointid=https://id.gs1.org/414/4012345000115/254/987"
          + "{https://ns.example.com/epcis/}myField1"
          + "{https://ns.example.com/epcis/}mySubField1=2"
          + "{https://ns.example.com/epcis/}mySubField2=5"
          + "{https://ns.example.com/epcis/}myField2=0"
          + "{https://ns.example.com/epcis/}myField3"
          + "{https://ns.example.com/epcis/}mySubField3=1"
          + "{https://ns.example.com/epcis/}mySubField3=3";

  private static final String V2_HEAD =
      "eventType=ObjectEventeventTime=2020-04-01T14:00:00.000ZeventTimeZoneOffset=+01:00"
          + "epcListepc=https://id.gs1.org/01/04012345111118/21/9876"
          + "action=OBSERVEbizStep=https://ref.gs1.org/cbv/BizStep-inspecting"
          + "readPointid=https://id.gs1.org/414/4012345000054";

  private static final String V2_SENSORS =
      "sensorElementsensorMetadatadeviceID=https://id.gs1.org/8004/4000001111"
          + "deviceMetadata=https://id.gs1.org/8004/4000001111"
          + "sensorReporttype=https://ref.gs1.org/voc/AbsoluteHumidityvalue=12.1uom=A93"
          + "sensorReporttype=https://ref.gs1.org/voc/Dimensionless"
          + "chemicalSubstance=https://identifiers.org/inchikey:CZMRCDWAGMRECN-UGDNZRGBSA-N"
          + "value=0.18uom=C35"
          + "sensorReporttype=https://ref.gs1.org/voc/Dimensionless"
          + "microorganism=https://www.ncbi.nlm.nih.gov/taxonomy/1126011value=0.05uom=C35"
          + "sensorReporttype=https://ref.gs1.org/voc/Temperaturevalue=26sDev=0.1uom=CEL";

  private static final String V3_HEAD =
      "eventType=ObjectEventeventTime=2020-03-04T10:00:30.000ZeventTimeZoneOffset=+01:00"
          + "epcListepc=https://id.gs1.org/01/00614141111114/21/987"
          + "action=OBSERVEbizStep=https://ref.gs1.org/cbv/BizStep-departing"
          + "disposition=https://ref.gs1.org/cbv/Disp-in_transit"
          + "readPointid=https://id.gs1.org/414/4012345000115";

  private static final String V3_LINKS =
      "bizTransactionListtype=https://ref.gs1.org/cbv/BTT-po"
          + "bizTransaction=https://id.gs1.org/253/4012345111118123"
          + "sourceListtype=https://ref.gs1.org/cbv/SDT-owning_party"
          + "source=https://id.gs1.org/417/4012345000009"
          + "destinationListtype=https://ref.gs1.org/cbv/SDT-owning_party"
          + "destination=https://id.gs1.org/417/0614141000005";

  private static void check(String event, HashProfile profile, String text, String digest) {
    EpcisEvent parsed = Samples.event(event);

    assertThat(EventHash.preimage(parsed, profile)).isEqualTo(text);
    assertThat(HexFormat.of().formatHex(EventHash.of(parsed, profile).digest())).isEqualTo(digest);
  }

  @ParameterizedTest
  @EnumSource(HashProfile.class)
  void vector1_extensions_sameInBothProfiles(HashProfile profile) {
    check(
        Samples.V1,
        profile,
        V1,
        "6ae96341e0acc6d7a261364751f60e68278a81cdf51da0abb6b4e617014e39d7");
  }

  @Test
  void vector2_sensors_profile20() {
    check(
        Samples.V2,
        HashProfile.CBV_2_0,
        V2_HEAD + V2_SENSORS,
        "271565c346ae2fb28c4583c4dca4ab4772d465eb4e0b6e548d77d8b49377d95c");
  }

  @Test
  void vector2_sensors_profile21() {
    check(
        Samples.V2,
        HashProfile.CBV_2_1,
        V2_HEAD + "sensorElementList" + V2_SENSORS,
        "f6bf8e2fb50f26f5baba52f722211eefdb0f427a3903c61ab015db6d1f93c3da");
  }

  @Test
  void vector3_placeExtension_profile20TrailsIt() {
    check(
        Samples.V3,
        HashProfile.CBV_2_0,
        V3_HEAD
            + V3_LINKS
            + "readPoint{https://ns.example.com/epcis/}myField1=AB-12"
            + "{https://ns.example.com/epcis/}userExt=CD-34",
        "3ae14c02c4bdc220cc31942cf804f6845eb8dec96ba6483391c92a9b165f9329");
  }

  @Test
  void vector3_placeExtension_profile21KeepsItInline() {
    check(
        Samples.V3,
        HashProfile.CBV_2_1,
        V3_HEAD
            + "{https://ns.example.com/epcis/}myField1=AB-12"
            + V3_LINKS
            + "{https://ns.example.com/epcis/}userExt=CD-34",
        "e9273954ba78387caf181fe74038871990dbc97568d068123d0a8774b843e383");
  }

  @Test
  void uri_carriesAlgorithmAndProfile() {
    EpcisEvent event = Samples.event(Samples.V1);

    assertThat(EventHash.of(event, HashProfile.CBV_2_0).uri())
        .isEqualTo(
            "ni:///sha-256;6ae96341e0acc6d7a261364751f60e68278a81cdf51da0abb6b4e617014e39d7"
                + "?ver=CBV2.0");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-05T07:30:00Z,          2026-03-05T07:30:00.000Z",
    "2026-03-05T07:30:00.1234Z,     2026-03-05T07:30:00.123Z",
    "2026-03-05T07:30:00.1235Z,     2026-03-05T07:30:00.124Z",
    "2026-03-05T07:30:00.12349Z,    2026-03-05T07:30:00.123Z",
    "2026-12-31T23:59:59.9995Z,     2027-01-01T00:00:00.000Z",
    "2026-03-05T00:30:00+02:00,     2026-03-04T22:30:00.000Z",
    "2024-02-29T12:00:00-05:30,     2024-02-29T17:30:00.000Z",
    "1969-12-31T23:59:59.999Z,      1969-12-31T23:59:59.999Z",
    "0999-01-02T03:04:05Z,          0999-01-02T03:04:05.000Z"
  })
  void time_isUtcWithThreeDecimals_roundedOnTheFourth(String sent, String hashed) {
    EpcisEvent event = Samples.event(Samples.SMALL.replace("2026-03-05T07:30:00Z", sent));

    assertThat(EventHash.preimage(event, HashProfile.CBV_2_0))
        .startsWith("eventType=ObjectEventeventTime=" + hashed + "eventTimeZoneOffset");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"007\"|7",
        "20.0|20",
        "\"+1.50\"|1.5",
        "1E3|1000",
        "\"-0\"|0",
        "\"1_000\"|1_000",
        "\".5\"|0.5",
        "\" padded \"|padded",
        "\"2020-01-01T00:00:00Z\"|2020-01-01T00:00:00Z",
        "true|true",
        "\"1e99999\"|1e99999",
        "\"urn:epc:id:sgtin:4012345.011111.9876\"|https://id.gs1.org/01/04012345111118/21/9876",
        "\"urn:epcglobal:cbv:bizstep:shipping\"|https://ref.gs1.org/cbv/BizStep-shipping",
        "\"urn:epcglobal:cbv:bt:1:2\"|urn:epcglobal:cbv:bt:1:2",
        "\"gs1:Temperature\"|https://ref.gs1.org/voc/Temperature",
        "\"example:own\"|example:own",
        "\"shipping\"|shipping"
      })
  void extensionValue_isSpelledCanonically(String sent, String hashed) {
    String extended = Samples.SMALL.replace("\"OBSERVE\"", "\"OBSERVE\",\"example:x\":" + sent);

    assertThat(EventHash.preimage(Samples.event(extended), HashProfile.CBV_2_0))
        .endsWith("action=OBSERVE{https://ns.example.com/epcis/}x=" + hashed);
  }

  @Test
  void emptyAndAbsent_contributeNothing() {
    String extended =
        Samples.SMALL.replace(
            "\"OBSERVE\"",
            "\"OBSERVE\",\"example:a\":\"\",\"example:b\":[],\"example:c\":{},\"example:d\":null,"
                + "\"rdfs:comment\":\"for people\"");

    assertThat(EventHash.preimage(Samples.event(extended), HashProfile.CBV_2_0))
        .endsWith("action=OBSERVE");
  }

  @Test
  void cbvMasterData_losesTheTrailingColonOfItsPrefix() {
    String event =
        Samples.SMALL.replace("\"OBSERVE\"", "\"ADD\",\"ilmd\":{\"cbvmda:lotNumber\":\"L 1\"}");

    assertThat(EventHash.preimage(Samples.event(event), HashProfile.CBV_2_0))
        .endsWith("action=ADDilmd{urn:epcglobal:cbv:mda}lotNumber=L 1");
  }

  @Test
  void siblings_areOrderedByCodePoint_notByUtf16Unit() {
    String event =
        Samples.SMALL.replace(
            "\"OBSERVE\"", "\"OBSERVE\",\"example:x\":[\"\uD83C\uDF75\",\"\uFF21\"]");

    assertThat(EventHash.preimage(Samples.event(event), HashProfile.CBV_2_0))
        .endsWith(
            "{https://ns.example.com/epcis/}x=\uFF21{https://ns.example.com/epcis/}x=\uD83C\uDF75");
  }
}
