package org.bricscodes.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Packs whose codes a running service issued. */
final class IssuedPacks {

  private IssuedPacks() {}

  /** Orders the codes of a lot; what stands on its packs, without the host. */
  static List<String> of(Http http, String lot, int quantity) throws IOException {
    String order =
        """
        {"gtin":"09521222000018","lot":"%s","quantity":%d,"expiry":"2099-04-23","product":"Tea"}
        """
            .formatted(lot, quantity);
    String batch =
        Http.tree(http.post("/codes/batches", "application/json", order).body())
            .path("id")
            .asText();
    List<String> links = new ArrayList<>();
    http.get("/codes/batches/" + batch + "/codes.csv", "text/csv")
        .body()
        .lines()
        .forEach(
            line -> links.add("/01/09521222000018/10/" + lot + "/21/" + line.substring(0, 16)));
    assertThat(links).hasSize(quantity);
    return links;
  }
}
