package org.bricscodes.samples.country;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.bricscodes.epcis.EpcisJson;
import org.bricscodes.epcis.EpcisLimits;
import org.bricscodes.epcis.ParsedDocument;
import org.junit.jupiter.api.Test;

final class SeasonTest {

  @Test
  void season_sameSeed_sameBytes() throws Exception {
    List<CountryDocument> documents = documents(new Season(7, new SeededCodes()), 0, 4);
    List<CountryDocument> again = documents(new Season(7, new SeededCodes()), 0, 4);

    assertThat(again).isEqualTo(documents);
    assertThat(digest(documents))
        .as("of the bytes of four lots of seed 7: data of other versions compares with these")
        .isEqualTo("e5f839dddbd254f371792c861c6375f2676a26c511ce0c1c4cb7eab66f648bb2");
  }

  @Test
  void season_otherSeed_otherEvents() {
    List<CountryDocument> documents = documents(new Season(7, new SeededCodes()), 0, 1);
    List<CountryDocument> others = documents(new Season(8, new SeededCodes()), 0, 1);

    assertThat(others).doesNotContainAnyElementsOf(documents);
  }

  @Test
  void lot_toldAlone_hasTheEventsItHasInASeason() {
    Lot third = new Season(7, new SeededCodes()).from(0).skip(2).findFirst().orElseThrow();
    Lot alone = new Season(7, new SeededCodes()).lot(2);

    assertThat(alone.serials()).isEqualTo(third.serials());
    assertThat(events(alone)).isEqualTo(events(third));
  }

  @Test
  void lot_theLastThereIs_isValidAndTheNextIsRefused() {
    EpcisJson reader = new EpcisJson(EpcisLimits.DEFAULT);
    Season season = new Season(7, new SeededCodes());

    for (CountryDocument document : season.lot(999_999).documents()) {
      assertThat(reader.parse(document.bytes()).faults()).as(document.fileName()).isEmpty();
    }
    assertThatThrownBy(() -> season.lot(1_000_000))
        .hasMessage("lots are numbered 0 to 999999, found 1000000");
  }

  @Test
  void documents_everyOneOfTwentyLots_isValid() {
    EpcisJson reader = new EpcisJson(EpcisLimits.DEFAULT);
    Set<String> ids = new HashSet<>();
    int events = 0;

    for (CountryDocument document : documents(new Season(7, new SeededCodes()), 0, 20)) {
      ParsedDocument parsed = reader.parse(document.bytes());
      assertThat(parsed.faults()).as(document.fileName()).isEmpty();
      assertThat(parsed.events()).hasSize(document.events()).hasSizeLessThanOrEqualTo(500);
      parsed.events().forEach(event -> ids.add(event.event().common().eventID()));
      events += document.events();
    }

    assertThat(ids).as("no eventID twice").hasSize(events);
  }

  @Test
  void documents_placesAreToldOncePerParty() {
    List<CountryDocument> documents = documents(new Season(7, new SeededCodes()), 0, 20);

    Set<Party> told = new HashSet<>();
    for (CountryDocument document : documents) {
      assertThat(document.json().contains("epcisMasterData"))
          .as(document.fileName())
          .isEqualTo(told.add(document.party()));
    }
  }

  private static List<CountryDocument> documents(Season season, long first, int lots) {
    return season.from(first).limit(lots).flatMap(lot -> lot.documents().stream()).toList();
  }

  /** Without what a document says once of its party's place. */
  private static List<String> events(Lot lot) {
    return lot.documents().stream()
        .map(document -> document.json().substring(document.json().indexOf("\"epcisBody\"")))
        .toList();
  }

  private static String digest(List<CountryDocument> documents) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    documents.forEach(document -> digest.update(document.json().getBytes(UTF_8)));
    return HexFormat.of().formatHex(digest.digest());
  }
}
