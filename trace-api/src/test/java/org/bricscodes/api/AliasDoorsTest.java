package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bricscodes.api.RunningServer.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AliasDoorsTest {

  private static final String OWNER = "https://id.gs1.org/417/9521222000001";
  private static final String TAIL = "aB+/=dK0".repeat(5) + "wXyZ";

  @TempDir private Path data;
  private RunningServer running;
  private String factory;

  @SuppressWarnings("NullAway.Init") // set before each test
  AliasDoorsTest() {}

  @BeforeEach
  void start() {
    running = RunningServer.in(data);
    factory = running.key(OWNER, "exporter");
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void heading_findsItsProducts() {
    String alias =
        """
        {"scheme":"hs","code":"0902.10","target":"https://id.gs1.org/01/09521222000018"}
        """;

    assertThat(put(alias).statusCode()).isEqualTo(201);
    assertThat(put(alias).statusCode()).isEqualTo(200);

    JsonNode found = find("0902100000").path("aliases");
    assertThat(found).hasSize(1);
    assertThat(found.get(0).path("gtin").asText()).isEqualTo("09521222000018");
    assertThat(found.get(0).path("owner").asText()).isEqualTo(OWNER);
    assertThat(found.get(0).path("code").asText()).isEqualTo("0902.10");
  }

  @Test
  void wholeNationalCode_isFound_read_andItsScanSaysRegistered_notGenuine() {
    String whole = "0109521222000018215abcDEFghijkl\u001d91EE06\u001d92" + TAIL;
    var answer =
        put(
            Json.object()
                .put("scheme", "chestny-znak")
                .put("code", whole)
                .put("target", "/01/09521222000018/10/TGY2604A")
                .toString());

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    assertThat(find(whole).at("/aliases/0/code").asText()).isEqualTo(whole);
    assertThat(find(whole.replace("EE06", "EE07")).path("aliases")).isEmpty();
    JsonNode scan = scan("/01/09521222000018/21/5abcDEFghijkl");
    assertThat(scan.path("verdict").asText()).isEqualTo("registered");
    assertThat(scan.path("reason").asText()).startsWith("registered by ");
    assertThat(scan("/01/09521222000018/10/OTHER/21/5abcDEFghijkl").path("verdict").asText())
        .isEqualTo("wrong-lot");
    assertThat(scan("/01/09521222000018/21/5abcDEFghijkm").path("verdict").asText())
        .isEqualTo("malformed");
    var page = running.get("/scan/01/09521222000018/21/5abcDEFghijkl");
    assertThat(page.body()).contains("A registered code, made elsewhere");
  }

  @Test
  void forgedTail_ofARegisteredItem_isNotReadAsRegistered() {
    String whole = "0109521222000018215abcDEFghijkl\u001d91EE06\u001d92" + TAIL;
    put(
        Json.object()
            .put("scheme", "chestny-znak")
            .put("code", whole)
            .put("target", "/01/09521222000018/10/TGY2604A")
            .toString());

    JsonNode right = read(whole).at("/codes/0/products/0");
    assertThat(right.path("verdict").asText()).isEqualTo("registered");
    assertThat(right.has("caution")).isFalse();

    JsonNode forged = read(whole.replace("EE06", "EE07")).at("/codes/0/products");
    assertThat(forged).hasSize(1);
    assertThat(forged.at("/0/serial").asText()).isEqualTo("5abcDEFghijkl");
    assertThat(forged.at("/0").has("verdict")).isFalse();
    assertThat(forged.at("/0/caution").asText())
        .startsWith("this item is registered with another crypto tail");
    String cut = whole.substring(0, whole.length() - 1);
    JsonNode product = read(cut).at("/codes/0/products/0");
    assertThat(product.has("verdict")).isFalse();
    assertThat(product.path("caution").asText()).contains("another crypto tail");
  }

  @Test
  void tail_ofASerialRegisteredWithoutOne_contradictsNothing() {
    put(
        Json.object()
            .put("scheme", "sgtin")
            .put("code", "https://id.gs1.org/01/09521222000018/21/5abcDEFghijkl")
            .put("target", "/01/09521222000018/21/5abcDEFghijkl")
            .toString());

    JsonNode product =
        read("0109521222000018215abcDEFghijkl\u001d91EE06\u001d92" + TAIL)
            .at("/codes/0/products/0");

    assertThat(product.path("verdict").asText()).isEqualTo("registered");
  }

  private JsonNode read(String text) {
    return json(
        running.send(
            running
                .open("/codes/read")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString(text))));
  }

  @Test
  void nationalCode_isReadToItsProduct() {
    put("{\"scheme\":\"cn-ecode\",\"code\":\"1:2/3-E\",\"target\":\"/01/09521222000018\"}");

    var read =
        running.send(
            running
                .open("/codes/read")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("1:2/3-E")));

    assertThat(read.statusCode()).as(read.body()).isEqualTo(200);
    assertThat(read.body()).contains("/01/09521222000018");
  }

  /** Ten digits, hex and 01… begin as codes of GS1 do; as such they are faulty, or another. */
  @ParameterizedTest
  @CsvSource({
    "hs, 0902100001, opaque",
    "cn-ecode, 30A1B2C3D4E5F60718293A4B, keyed",
    "cn-ecode, f7000102030405060708090a, opaque",
    "cn-ecode, 0109021000010000, opaque"
  })
  void registeredCodeThatLooksLikeGs1_isFoundByReading(String scheme, String code, String kind) {
    put(
        "{\"scheme\":\"%s\",\"code\":\"%s\",\"target\":\"/01/09521222000018\"}"
            .formatted(scheme, code));

    var read =
        running.send(
            running
                .open("/codes/read")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString(code)));

    assertThat(read.statusCode()).as(read.body()).isEqualTo(200);
    assertThat(json(read).path("codes").path(0).path("kind").asText()).isEqualTo(kind);
    assertThat(json(read).findValuesAsText("gtin")).contains("09521222000018");
  }

  @Test
  void anothersSerial_isAConflict() {
    String alias =
        "{\"scheme\":\"bid\",\"code\":\"did:bid:abc\",\"target\":\"/01/09521222000018\"}";
    put(alias);
    String other = running.key("https://id.gs1.org/417/9521333000006", "exporter");

    var taken =
        running.send(running.as(other, "/codes/aliases").PUT(BodyPublishers.ofString(alias)));

    assertThat(taken.statusCode()).isEqualTo(409);
  }

  @Test
  void anothersProduct_isNotGivenACode_untilAnAdminSaysSo() {
    running.post(
        running.key("https://id.gs1.org/417/9521333000006", "exporter"),
        "/codes/batches",
        "{\"gtin\":\"09521222000018\",\"lot\":\"L\",\"quantity\":1}");
    String alias = "{\"scheme\":\"hs\",\"code\":\"0902\",\"target\":\"/01/09521222000018\"}";
    String given = alias.replace("}", ",\"owner\":\"" + OWNER + "\"}");

    assertThat(put(alias).statusCode()).isEqualTo(403);
    assertThat(put(given).statusCode()).isEqualTo(403);
    assertThat(list(alias).body()).contains("line 1", "this product is another party's");
    assertThat(
            running
                .send(running.admin("/codes/aliases").PUT(BodyPublishers.ofString(given)))
                .statusCode())
        .isEqualTo(201);
    assertThat(find("0902").at("/aliases/0/owner").asText()).isEqualTo(OWNER);
    String path =
        "/codes/aliases?scheme=hs&code=0902&target=/01/09521222000018&owner=" + encoded(OWNER);
    assertThat(running.send(running.admin(path).DELETE()).statusCode()).isEqualTo(204);
    assertThat(find("0902").path("aliases")).isEmpty();
  }

  @Test
  void faultyRegistration_namesEveryFault() {
    var answer = put("{\"scheme\":\"hs\",\"code\":\"9x\",\"target\":\"/01/1\"}");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).path("faults").findValuesAsText("where"))
        .containsExactlyInAnyOrder("/code", "/target");
  }

  @Test
  void list_isRegistered_orNamesEveryFaultyLine() {
    String sound =
        """
        {"scheme":"sgtin","code":"/01/09521222000018/21/A1"}

        {"scheme":"sgtin","code":"/01/09521222000018/21/A2"}
        """;

    var refused =
        list(sound + "{\"scheme\":\"sgtin\",\"code\":\"/01/09521222000018\"}\nnonsense\n");

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(json(refused).path("faults").findValuesAsText("where"))
        .containsExactlyInAnyOrder("line 4", "line 5");
    assertThat(find("/01/09521222000018/21/A1").path("aliases")).isEmpty();
    assertThat(json(list(sound)).path("registered").asInt()).isEqualTo(2);
    assertThat(json(list(sound)).path("unchanged").asInt()).isEqualTo(2);
    assertThat(json(running.send(running.as(factory, "/codes/aliases"))).path("aliases"))
        .hasSize(2);
  }

  @Test
  void removed_isNotFoundAnyMore() {
    put("{\"scheme\":\"sgtin\",\"code\":\"/01/09521222000018/21/A1\"}");
    String path = "/codes/aliases?scheme=sgtin&code=" + encoded("/01/09521222000018/21/A1");

    assertThat(running.send(running.as(factory, path).DELETE()).statusCode()).isEqualTo(204);
    assertThat(running.send(running.as(factory, path).DELETE()).statusCode()).isEqualTo(404);
    assertThat(find("/01/09521222000018/21/A1").path("aliases")).isEmpty();
  }

  private HttpResponse<String> put(String body) {
    return running.send(running.as(factory, "/codes/aliases").PUT(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> list(String body) {
    return running.send(
        running
            .as(factory, "/codes/aliases")
            .header("Content-Type", "application/x-ndjson")
            .POST(BodyPublishers.ofString(body)));
  }

  private JsonNode find(String code) {
    return json(running.send(running.as(factory, "/codes/aliases?code=" + encoded(code))));
  }

  private JsonNode scan(String path) {
    return json(running.send(running.open("/scan" + path).header("Accept", "application/json")));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
