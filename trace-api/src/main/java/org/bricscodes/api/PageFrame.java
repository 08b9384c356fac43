package org.bricscodes.api;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What every page for consumers has around it: language, the choice of another, who speaks. */
final class PageFrame {

  private final BaseUrl baseUrl;

  PageFrame(BaseUrl baseUrl) {
    this.baseUrl = baseUrl;
  }

  /** Values for a template, to be added to. */
  Map<String, Object> of(Reader reader, Wording wording) {
    Language language = reader.language();
    Map<String, Object> values = new HashMap<>();
    String host = baseUrl.at("").replaceFirst("^https?://", "");
    values.put("t", wording.texts().all());
    values.put("lang", language.tag());
    values.put("dir", language.direction());
    values.put("language", language.ownName());
    List<Object> languages = new ArrayList<>();
    for (Language other : Language.values()) {
      languages.add(
          Map.of(
              "tag", other.tag(),
              "dir", other.direction(),
              "name", other.ownName(),
              "query", reader.in(other),
              "current", other == language));
    }
    values.put("languages", languages);
    values.put("isMachineTranslated", wording.of("translation.status").equals("machine"));
    values.put("host", host);
    values.put("onHost", wording.sentence("footer.host", Map.of("host", Phrase.code(host))));
    return values;
  }
}
