package org.bricscodes.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels of the packaged service, whose jar has to hold the font that comes along. */
final class LabelsIT {

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before the test
  Path folder;

  @Test
  void productNames_arePrintedInTheScriptsOfTheFontThatComesAlong_andOthersAreNamed()
      throws IOException {
    try (ServiceProcess service = ServiceProcess.start(folder.resolve("data"));
        Http http = new Http(service.address(), ServiceProcess.ADMIN_KEY)) {
      for (String name : new String[] {"Чай улун, 100 г", "Τσάι", "Trà ô long"}) {
        String batch = order(http, name);

        HttpResponse<String> pdf = http.get(batch + "/labels.pdf?sheet=L7159", "*/*");
        HttpResponse<String> zpl = http.get(batch + "/labels.zpl?label=70x40&dpi=300", "*/*");

        assertThat(pdf.statusCode()).as("%s: %s", name, pdf.body()).isEqualTo(200);
        assertThat(pdf.body()).startsWith("%PDF-");
        assertThat(zpl.statusCode()).as("%s: %s", name, zpl.body()).isEqualTo(200);
        assertThat(zpl.body()).startsWith("^XA").contains("^GFA");
      }

      String chinese = order(http, "铁观音");
      HttpResponse<String> refused = http.get(chinese + "/labels.pdf?sheet=L7159", "*/*");

      assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
      JsonNode problem = Http.tree(refused.body());
      assertThat(problem.path("code").asText()).isEqualTo("invalid-parameter");
      assertThat(problem.path("detail").asText()).contains("铁", "font");
    }
  }

  private static String order(Http http, String product) throws IOException {
    String order =
        """
        {"gtin":"09521222000018","lot":"L1","quantity":3,"product":"%s"}
        """
            .formatted(product);
    HttpResponse<String> issued = http.post("/codes/batches", "application/json", order);
    assertThat(issued.statusCode()).as(issued.body()).isEqualTo(201);
    return "/codes/batches/" + Http.tree(issued.body()).path("id").asText();
  }
}
