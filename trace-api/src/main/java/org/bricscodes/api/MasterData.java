package org.bricscodes.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bricscodes.gs1.Gs1Uri;
import org.bricscodes.provenance.NamedPlace;
import org.jspecify.annotations.Nullable;

/**
 * Reads places from the header of an EPCIS document (EPCIS 2.0 §9.5: {@code
 * epcisHeader.epcisMasterData.vocabularyList}, vocabulary type Location, CBV master data
 * attributes). Events are skipped, not parsed. A description without a name is passed over.
 */
final class MasterData {

  /** Places of one document at most; more are passed over. */
  static final int MAX_PLACES = 1000;

  private static final int MAX_TEXT = 200;
  private static final int MAX_URI = 500;
  private static final String LOCATION = "urn:epcglobal:epcis:vtype:Location";
  private static final ObjectMapper MAPPER = new ObjectMapper(new JsonFactory());

  private MasterData() {}

  /**
   * @param document one that the strict reader has accepted
   */
  static List<NamedPlace> places(byte[] document) {
    try (JsonParser parser = MAPPER.createParser(document)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean header = parser.currentName().equals("epcisHeader");
        parser.nextToken();
        if (header) {
          JsonNode node = MAPPER.readTree(parser);
          return places(node.path("epcisMasterData").path("vocabularyList"));
        }
        parser.skipChildren();
      }
      return List.of();
    } catch (IOException e) {
      throw new IllegalStateException("an accepted document does not read", e);
    }
  }

  private static List<NamedPlace> places(JsonNode vocabularies) {
    List<NamedPlace> places = new ArrayList<>();
    for (JsonNode vocabulary : vocabularies) {
      if (vocabulary.path("type").asText().equals(LOCATION)) {
        for (JsonNode element : vocabulary.path("vocabularyElementList")) {
          NamedPlace place = place(element);
          if (place != null && places.size() < MAX_PLACES) {
            places.add(place);
          }
        }
      }
    }
    return places;
  }

  private static @Nullable NamedPlace place(JsonNode element) {
    Map<String, String> attributes = new HashMap<>();
    for (JsonNode attribute : element.path("attributes")) {
      String id = attribute.path("id").asText();
      String local = id.substring(Math.max(id.lastIndexOf(':'), id.lastIndexOf('#')) + 1);
      attributes.put(local, attribute.path("attribute").asText());
    }
    String uri = element.path("id").asText();
    String name = attributes.getOrDefault("name", "");
    if (uri.isEmpty() || uri.length() > MAX_URI || name.isBlank() || name.length() > MAX_TEXT) {
      return null;
    }
    return new NamedPlace(
        Gs1Uri.canonical(uri),
        name,
        shortText(attributes.get("city")),
        country(attributes.get("countryCode")),
        degrees(attributes.get("latitude"), 90),
        degrees(attributes.get("longitude"), 180));
  }

  private static @Nullable String shortText(@Nullable String text) {
    return text == null || text.isBlank() || text.length() > MAX_TEXT ? null : text;
  }

  private static @Nullable String country(@Nullable String code) {
    return code != null && code.matches("[A-Za-z]{2}") ? code.toUpperCase(Locale.ROOT) : null;
  }

  private static @Nullable Double degrees(@Nullable String text, int most) {
    if (text == null || !text.matches("-?[0-9]{1,3}(\\.[0-9]{1,12})?")) {
      return null;
    }
    double degrees = Double.parseDouble(text);
    return Math.abs(degrees) <= most ? degrees : null;
  }
}
