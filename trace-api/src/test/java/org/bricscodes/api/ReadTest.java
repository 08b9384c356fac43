package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bricscodes.api.RunningServer.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.qr.QrSymbol;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /codes/read} of the real service, which has issued two codes. */
@SuppressWarnings("NullAway.Init") // the service is started before the tests
final class ReadTest {

  @TempDir private static Path data;

  private static RunningServer running;
  private static String link;
  private static String serial;

  @BeforeAll
  static void start() {
    running = RunningServer.in(data);
    String factory = running.key("https://id.gs1.org/417/9521222000001", "exporter");
    String order = "{\"gtin\":\"09521222000018\",\"lot\":\"TGY2604A\",\"quantity\":2}";
    String id = json(running.post(factory, "/codes/batches", order)).path("id").asText();
    String csv = running.send(running.as(factory, "/codes/batches/" + id + "/codes.csv")).body();
    String[] line = csv.lines().findFirst().orElseThrow().split(",", -1);
    serial = line[0];
    link = line[1];
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  @Test
  void photo_ofAnIssuedCode_isGenuineAndLeadsToItsScan() {
    byte[] photo = QrSymbol.of(DigitalLink.parse(link)).png(6);

    HttpResponse<String> answer = post("image/png", photo);

    assertThat(answer.statusCode()).isEqualTo(200);
    JsonNode code = json(answer).path("codes").path(0);
    assertThat(code.path("kind").asText()).isEqualTo("keyed");
    assertThat(code.path("form").asText()).isEqualTo("Digital Link");
    assertThat(code.path("text").asText()).isEqualTo(link);
    assertThat(code.path("symbology").asText()).isEqualTo("]Q1");
    assertThat(code.path("hostIsOurs").asBoolean()).isTrue();
    assertThat(code.path("symbol").path("kind").asText()).isEqualTo("QR Code");
    assertThat(code.path("symbol").path("corners")).isNotEmpty();
    JsonNode product = code.path("products").path(0);
    String path = "/01/09521222000018/10/TGY2604A/21/" + serial;
    assertThat(product.path("link").asText()).isEqualTo("https://id.gs1.org" + path);
    assertThat(product.path("gtin").asText()).isEqualTo("09521222000018");
    assertThat(product.path("lot").asText()).isEqualTo("TGY2604A");
    assertThat(product.path("serial").asText()).isEqualTo(serial);
    assertThat(product.path("verdict").asText()).isEqualTo("genuine");
    String scan = product.path("scan").asText();
    assertThat(scan).isEqualTo(running.server().address() + "/scan" + path);
    var scanned =
        running.send(
            running.open(URI.create(scan).getRawPath()).header("Accept", "application/json"));
    assertThat(json(scanned).path("verdict").asText()).isEqualTo("genuine");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          https://brand.example/01/09521222000018/10/TGY2604A/21/SERIAL|genuine|Digital Link
          (01)09521222000018(10)TGY2604A(21)SERIAL|genuine|element string
          ]d2010952122200001810TGY2604A~21SERIAL|genuine|element string
          urn:epc:id:sgtin:9521222.000001.SERIAL|genuine|EPC URN
          (01)09521222000018(10)OTHER(21)SERIAL|wrong-lot|element string
          (01)09521222000018(21)7GF04CNGMYKV4H93|not-issued|element string
          (01)09521222000018(21)X|not-issued|element string
          9521222000018|unknown|trade item number
          """)
  void text_ofAnyForm_hasTheVerdictOfItsScan(String text, String verdict, String form) {
    String sent = text.replace("SERIAL", serial).replace('~', '\u001D');

    JsonNode code = json(post("text/plain; charset=utf-8", bytes(sent))).path("codes").path(0);

    assertThat(code.path("form").asText()).isEqualTo(form);
    assertThat(code.path("products").path(0).path("verdict").asText()).isEqualTo(verdict);
  }

  @Test
  void text_onAnotherHost_isToldSo() {
    String text = "https://brand.example/01/09521222000018/10/TGY2604A/21/" + serial;

    JsonNode code = json(post("text/plain", bytes(text))).path("codes").path(0);

    assertThat(code.path("host").asText()).isEqualTo("brand.example");
    assertThat(code.path("hostIsOurs").asBoolean(true)).isFalse();
  }

  @Test
  void text_asJson_isReadAndFoldingsAreTold() {
    String body = "{\"text\":\"(01) 09521222000018 (21) %s\\r\\n\"}".formatted(serial);

    JsonNode code = json(post("application/json", bytes(body))).path("codes").path(0);

    assertThat(code.path("products").path(0).path("verdict").asText()).isEqualTo("genuine");
    assertThat(code.path("folded")).hasSize(5);
    assertThat(code.path("folded").path(0).path("position").asInt()).isEqualTo(4);
    assertThat(code.path("folded").path(0).path("found").asText()).isEqualTo("U+0020");
    assertThat(code.path("folded").path(0).path("taken").asText()).isEmpty();
  }

  @Test
  void text_inLowerCase_isTheCodeThatWasIssued() {
    String text = "(01)09521222000018(21)" + serial.toLowerCase(Locale.ROOT);

    JsonNode product =
        json(post("text/plain", bytes(text))).path("codes").path(0).path("products").path(0);

    assertThat(product.path("verdict").asText()).isEqualTo("genuine");
    assertThat(product.path("serial").asText()).isEqualTo(serial);
    assertThat(product.has("suggestion")).isFalse();
  }

  @Test
  void text_typedInGroups_isNotTakenForGenuine_butSuggested() {
    String typed = serial.substring(0, 8) + "-" + serial.substring(8);
    String text = "(01)09521222000018(21)" + typed;

    JsonNode product =
        json(post("text/plain", bytes(text))).path("codes").path(0).path("products").path(0);

    assertThat(product.path("verdict").asText()).isEqualTo("malformed");
    assertThat(product.path("suggestion").asText())
        .isEqualTo("https://id.gs1.org/01/09521222000018/21/" + serial);
  }

  @Test
  void chestnyZnak_isKeptWhole_andNamesItsProduct() {
    String tail = "\u001D91EE06\u001D92dGhpcyBpcyBvbmx5IGFuIGV4YW1wbGUgb2YgYSB0YWls";
    String text = "]d20109521222000018215abcdefghijkl" + tail;

    JsonNode code = json(post("text/plain", bytes(text))).path("codes").path(0);

    assertThat(code.path("kind").asText()).isEqualTo("opaque");
    assertThat(code.path("form").asText()).isEqualTo("Честный ЗНАК");
    assertThat(code.path("text").asText()).isEqualTo("0109521222000018215abcdefghijkl" + tail);
    assertThat(code.path("products").path(0).path("serial").asText()).isEqualTo("5abcdefghijkl");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          https://t.example/01/O9521222000018|01, character 21|the digit 0, not a letter like it|https://id.gs1.org/01/09521222000018
          https://t.example/01/09521222000018/10/АB|10, character 39|the Latin letter A|https://id.gs1.org/01/09521222000018/10/AB
          https://t.example/01/09521222000018/21/S/10/L|10, character 41|22, 10, 21|https://id.gs1.org/01/09521222000018/10/L/21/S
          https://t.example/01/09521222000019|01, character 21|check digit 8 instead of 9|
          https://t.example/01/09521222000018/10/%E6%89%B9|10, character 39|批 (U+6279)|
          https://t.example/01/09521222000018/10/L%2|10, character 40|% and two hexadecimal digits|
          """)
  void brokenText_isAProblemNamingPlaceAndRepair(
      String text, String where, String message, String suggestion) {
    HttpResponse<String> answer = post("text/plain", bytes(text));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonNode problem = json(answer);
    assertThat(problem.path("code").asText()).isEqualTo("invalid-code");
    assertThat(problem.path("faults").path(0).path("where").asText()).isEqualTo(where);
    assertThat(problem.path("faults").path(0).path("message").asText()).contains(message);
    assertThat(problem.path("suggestion").asText(null)).isEqualTo(suggestion);
  }

  @Test
  void photoOfNothing_isAnAnswer() {
    long seed = 11;
    byte[] rows = new byte[1000 * 1001];
    new Random(seed).nextBytes(rows);
    for (int y = 0; y < 1000; y++) {
      rows[y * 1001] = 0;
    }

    HttpResponse<String> answer = post("image/png", png(1000, 1000, 8, rows));

    assertThat(answer.statusCode()).as("seed %d", seed).isEqualTo(200);
    assertThat(json(answer).path("codes")).isEmpty();
    assertThat(json(answer).path("note").asText()).startsWith("no symbol found");
  }

  @Test
  void bomb_isRefusedByItsHeader() {
    HttpResponse<String> answer = post("image/png", png(30_000, 30_000, 1, new byte[1 << 20]));

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(json(answer).path("detail").asText())
        .isEqualTo(
            "the picture has 30000 x 30000 pixels: at most 12000 on a side and 40000000 in all are"
                + " read");
  }

  @Test
  void brokenPicture_isAProblem() {
    byte[] photo = QrSymbol.of(DigitalLink.parse(link)).png(6);

    HttpResponse<String> answer = post("image/png", Arrays.copyOf(photo, photo.length / 2));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).path("detail").asText())
        .isEqualTo("the picture is cut off or damaged: send it again");
  }

  @Test
  void otherFile_isNamed() {
    HttpResponse<String> answer = post("image/jpeg", bytes("%PDF-1.7"));

    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(json(answer).path("detail").asText())
        .isEqualTo("this is a PDF file: send a PNG, JPEG, GIF or BMP file");
  }

  @Test
  void tooManyBytes_isRefused() {
    HttpResponse<String> answer = post("image/jpeg", new byte[(10 << 20) + 1]);

    assertThat(answer.statusCode()).isEqualTo(413);
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/xml", "multipart/form-data; boundary=x", "image/webp"})
  void otherType_isRefused(String type) {
    assertThat(post(type, bytes("x")).statusCode()).isEqualTo(415);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"text\":\"\"}", "{\"text\":1}", "{\"text\":\"x\",\"more\":1}", "["})
  void otherJson_isRefused(String body) {
    HttpResponse<String> answer = post("application/json", bytes(body));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).path("code").asText()).isEqualTo("invalid-body");
  }

  /** One network sends and never ends: it is told to come again, and is served when they go. */
  @Test
  void slowSenders_areCounted() throws Exception {
    List<Socket> slow = new ArrayList<>();
    URI address = running.server().address();
    try {
      for (int i = 0; i < ReadDoors.MAX_RECEIVING; i++) {
        Socket socket = new Socket(address.getHost(), address.getPort());
        slow.add(socket);
        OutputStream out = socket.getOutputStream();
        out.write(
            bytes(
                "POST /codes/read HTTP/1.1\r\nHost: t\r\nContent-Type: text/plain\r\n"
                    + "Content-Length: 13\r\n\r\n9"));
        out.flush();
      }

      HttpResponse<String> refused = post("text/plain", bytes("9521222000018"));
      while (refused.statusCode() == 200) { // not all of them had been taken in
        refused = post("text/plain", bytes("9521222000018"));
      }

      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.headers().firstValue("Retry-After")).contains("1");
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
    HttpResponse<String> served = post("text/plain", bytes("9521222000018"));
    while (served.statusCode() == 429) { // until the server has seen them go
      served = post("text/plain", bytes("9521222000018"));
    }
    assertThat(served.statusCode()).isEqualTo(200);
  }

  private static HttpResponse<String> post(String type, byte[] body) {
    return running.send(
        running
            .open("/codes/read")
            .header("Content-Type", type)
            .POST(BodyPublishers.ofByteArray(body)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] png(int width, int height, int depth, byte[] rows) {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    png.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
    ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
    chunk(png, "IHDR", header.put((byte) depth).array());
    try (Deflater deflater = new Deflater(1)) {
      deflater.setInput(rows);
      deflater.finish();
      byte[] data = new byte[rows.length + 1000];
      chunk(png, "IDAT", Arrays.copyOf(data, deflater.deflate(data)));
    }
    chunk(png, "IEND", new byte[0]);
    return png.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream png, String type, byte[] data) {
    CRC32 crc = new CRC32();
    crc.update(bytes(type));
    crc.update(data);
    png.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    png.writeBytes(bytes(type));
    png.writeBytes(data);
    png.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }
}
