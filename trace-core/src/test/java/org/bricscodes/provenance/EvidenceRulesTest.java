package org.bricscodes.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bricscodes.provenance.Story.FACTORY;
import static org.bricscodes.provenance.Story.OTHER;
import static org.bricscodes.provenance.Story.PACK;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EvidenceRulesTest {

  private static final String CERTIFICATE = ",'certificationInfo':'https://lab.example/report/1'";
  private static final String ORDER =
      ",'bizTransactionList':[{'type':'po','bizTransaction':'urn:epcglobal:cbv:bt:9521222000018:1'}]";
  private static final String SENSOR =
      ",'sensorElementList':[{'sensorMetadata':{'deviceID':'https://id.gs1.org/8004/9521222A1'},"
          + "'sensorReport':[{'type':'Temperature','value':20,'uom':'CEL'}]}]";
  private static final String DEVICELESS_SENSOR =
      ",'sensorElementList':[{'sensorReport':[{'type':'Temperature','value':20,'uom':'CEL'}]}]";
  private static final String WITHDRAWN =
      ",'errorDeclaration':{'declarationTime':'2026-05-09T00:00:00Z'}";

  @ParameterizedTest(name = "{0} by {1} with {2} is {3}")
  @CsvSource({
    "storing, owner, nothing, DECLARED",
    "inspecting, other, nothing, DECLARED",
    "storing, owner, order, EVIDENCED",
    "storing, owner, certificate, EVIDENCED",
    "inspecting, owner, certificate, EVIDENCED", // nobody examines himself
    "shipping, other, certificate, EVIDENCED", // shipping examines nothing
    "inspecting, other, certificate, VERIFIED",
    "storing, owner, sensor, MEASURED",
    "storing, owner, deviceless sensor, DECLARED",
    "inspecting, other, withdrawn, UNKNOWN",
  })
  void grade_followsTheRules(String bizStep, String by, String with, Evidence expected) {
    String party = by.equals("owner") ? FACTORY : OTHER;
    String more =
        switch (with) {
          case "order" -> ORDER;
          case "certificate" -> CERTIFICATE;
          case "sensor" -> SENSOR;
          case "deviceless sensor" -> DEVICELESS_SENSOR;
          case "withdrawn" -> WITHDRAWN + CERTIFICATE;
          default -> "";
        };
    Story story = new Story().object(party, "2026-05-01T00:00:00Z", bizStep, PACK, more);

    Evidence grade = EvidenceRules.grade(story.events().getFirst().event(), party, FACTORY);

    assertThat(grade).isEqualTo(expected);
  }
}
