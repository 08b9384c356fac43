package org.bricscodes.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.bricscodes.epcis.EpcisJson;
import org.bricscodes.epcis.EpcisLimits;
import org.bricscodes.epcis.ParsedDocument;
import org.bricscodes.store.InMemoryStore;
import org.junit.jupiter.api.Test;

final class MasterDataTest {

  private static final String PLACE = "https://id.gs1.org/414/9521222000018";
  private static final String OWNER = "https://id.gs1.org/417/9521222000001";
  private static final String STRANGER = "https://id.gs1.org/417/9521333000006";

  private final InMemoryStore store = new InMemoryStore(Set.of(CaptureTables.MASTER_DATA));
  private final MasterData masterData = new MasterData(store);

  @Test
  void description_isFoundByCanonicalId() {
    keep(OWNER, "urn:epc:id:sgln:9521222.00001.0", "Tea factory");

    assertThat(name()).isEqualTo("Tea factory");
  }

  @Test
  void description_ofThePrefixHolder_isPreferred() {
    keep(STRANGER, PLACE, "Some shed");
    keep(OWNER, PLACE, "Tea factory");

    assertThat(name()).isEqualTo("Tea factory");
  }

  @Test
  void description_sentAgain_replacesThePartysOwn() {
    keep(OWNER, PLACE, "Tea factory");
    keep(OWNER, PLACE, "New tea factory");

    assertThat(name()).isEqualTo("New tea factory");
  }

  @Test
  void attribute_namedByAPrefixOfTheDocument_isKeptWrittenOut() {
    String document =
        """
        {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
           {"example":"https://ns.example.com/epcis/"}],
         "type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-05-01T00:00:00Z",
         "epcisHeader":{"epcisMasterData":{"vocabularyList":[
           {"type":"urn:epcglobal:epcis:vtype:Location","vocabularyElementList":[{"id":"%s",
             "attributes":[{"id":"example:color","attribute":"red"}]}]}]}},
         "epcisBody":{"eventList":[]}}\
        """
            .formatted(PLACE);

    ParsedDocument parsed =
        new EpcisJson(EpcisLimits.DEFAULT).parse(document.getBytes(StandardCharsets.UTF_8));

    assertThat(parsed.masterData().getFirst().attributes())
        .containsEntry("https://ns.example.com/epcis/color", "red");
  }

  @Test
  void thing_nobodyDescribed_isNotFound() {
    assertThat(masterData.find(PLACE)).isEmpty();
  }

  @Test
  void element_withoutId_isAFaultWithItsPlace() {
    ParsedDocument document = parse("{\"attributes\":[]}");

    assertThat(document.faults())
        .extracting(fault -> fault.pointer() + " " + fault.message())
        .containsExactly(
            "/epcisHeader/epcisMasterData/vocabularyList/0/vocabularyElementList/0"
                + " the vocabulary element has no id");
  }

  private String name() {
    return masterData
        .find(PLACE)
        .orElseThrow()
        .element()
        .attributes()
        .getOrDefault("cbvmda:name", "");
  }

  private void keep(String party, String id, String name) {
    ParsedDocument document =
        parse(
            """
            {"id":"%s","attributes":[{"id":"cbvmda:name","attribute":"%s"}]}\
            """
                .formatted(id, name));
    assertThat(document.faults()).isEmpty();
    store.write(MasterData.writes(party, document.masterData())).toCompletableFuture().join();
  }

  private static ParsedDocument parse(String element) {
    String document =
        """
        {"@context":"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
         "type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-05-01T00:00:00Z",
         "epcisHeader":{"epcisMasterData":{"vocabularyList":[
           {"type":"urn:epcglobal:epcis:vtype:Location","vocabularyElementList":[%s]}]}},
         "epcisBody":{"eventList":[]}}\
        """
            .formatted(element);
    return new EpcisJson(EpcisLimits.DEFAULT).parse(document.getBytes(StandardCharsets.UTF_8));
  }
}
