package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bricscodes.api.RunningServer.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ResolverTest {

  private static final String LINK = "/01/09521222000018/10/A%2FB/21/7GF04CNGMYKV4H93";

  @TempDir private Path data;
  private RunningServer running;

  @SuppressWarnings("NullAway.Init") // set before each test
  ResolverTest() {}

  @BeforeEach
  void start() {
    running = RunningServer.in(data);
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void link_redirectsToItsPage_keepingPathAndQuery_namingTheLinkset() {
    HttpResponse<String> answer = running.get(LINK + "?17=271231&x=%C3%A9");
    String base = running.server().address().toString();

    assertThat(answer.statusCode()).isEqualTo(307);
    assertThat(answer.headers().firstValue("Location"))
        .contains(base + "/scan" + LINK + "?17=271231&x=%C3%A9");
    assertThat(answer.headers().allValues("Link"))
        .containsExactly(
            "<"
                + base
                + LINK
                + "?linkType=linkset>; rel=\"linkset\"; type=\"application/linkset+json\"");
    assertThat(answer.headers().firstValue("Vary")).contains("Accept, Accept-Language");
  }

  @ParameterizedTest
  @ValueSource(strings = {"?linkType=linkset", "?linkType=all", ""})
  void linkset_whenAskedFor_isAnsweredWithoutRedirect(String query) {
    HttpResponse<String> answer =
        running.send(running.open(LINK + query).header("Accept", "application/linkset+json"));

    assertThat(answer.statusCode()).isEqualTo(200);
    JsonNode linkset = json(answer).path("linkset");
    assertThat(linkset.findValuesAsText("anchor"))
        .containsExactly(
            running.server().address() + "/01/09521222000018/21/7GF04CNGMYKV4H93",
            running.server().address() + "/01/09521222000018/10/A%2FB",
            running.server().address() + "/01/09521222000018");
    for (JsonNode context : linkset) {
      JsonNode defaults = context.path("https://ref.gs1.org/voc/defaultLink");
      assertThat(defaults).hasSize(1);
      assertThat(defaults.get(0).fieldNames()).toIterable().containsExactly("href", "title");
      assertThat(context.path("itemDescription").asText()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/01/09521222000019, check digit",
    "/01/09521222000018/21/S/10/L, order",
    "/01/09521222000018/99/x, path"
  })
  void invalidLink_isRefused_namingTheFault(String path, String fault) {
    HttpResponse<String> answer = running.get(path);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).path("code").asText()).isEqualTo("invalid-link");
    assertThat(json(answer).path("detail").asText()).contains(fault);
  }

  @Test
  void unknownLinkType_isNotFound() {
    assertThat(running.get(LINK + "?linkType=gs1:recipeInfo").statusCode()).isEqualTo(404);
  }

  @Test
  void head_isGetWithoutBody_andOptionsNamesTheMethods() {
    HttpResponse<String> head =
        running.send(running.open(LINK).method("HEAD", BodyPublishers.noBody()));
    HttpResponse<String> options =
        running.send(running.open(LINK).method("OPTIONS", BodyPublishers.noBody()));

    assertThat(head.statusCode()).isEqualTo(307);
    assertThat(head.body()).isEmpty();
    assertThat(options.statusCode()).isEqualTo(204);
    assertThat(options.headers().firstValue("Access-Control-Allow-Methods"))
        .contains("GET, HEAD, OPTIONS");
  }

  @Test
  void description_namesRootAndKeys() {
    JsonNode description = json(running.get("/.well-known/gs1resolver"));

    assertThat(description.path("resolverRoot").asText())
        .isEqualTo(running.server().address().toString());
    assertThat(description.path("supportedPrimaryKeys").get(0).asText()).isEqualTo("01");
  }
}
