package org.bricscodes.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A million codes live through the rotation of their key, the loss of their file, a void list that
 * {@code kill -9} interrupts, and a question after the state of each.
 */
@Isolated("has to catch a list half done")
final class MillionCodesIT {

  private static final int CODES = 1_000_000;
  private static final int VOIDS = 10_000;
  private static final String ORDER =
      """
      {"gtin":"09521222000018","lot":"M1","quantity":%d}
      """;

  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before the test
  Path folder;

  @Test
  void aMillionCodes_surviveRotationLossAndCrashes() throws IOException, InterruptedException {
    Path data = folder.resolve("data");
    String batch;
    String digest;
    List<String> voids = new ArrayList<>();
    boolean answered;
    try (ServiceProcess service = ServiceProcess.start(data)) {
      batch = id(post(service, "/codes/batches", "application/json", ORDER.formatted(CODES)));
      digest = codes(service, batch, voids);
      JsonNode printed =
          tree(
              post(
                  service,
                  "/codes/batches/" + batch + "/reports",
                  "application/json",
                  "{\"stage\":\"printed\",\"count\":\"all\"}"));
      assertThat(printed.path("fresh").asInt()).isEqualTo(CODES);
      HttpResponse<String> rotated =
          post(service, "/codes/keys/rotation", "application/json", "{\"reason\":\"drill\"}");
      assertThat(rotated.statusCode()).as(rotated.body()).isBetween(200, 201);
      String next = id(post(service, "/codes/batches", "application/json", ORDER.formatted(1)));
      assertThat(next.charAt(15)).isNotEqualTo(batch.charAt(15));
      CompletableFuture<HttpResponse<String>> list =
          client.sendAsync(voids(service, batch, voids), BodyHandlers.ofString());
      while (!list.isDone() && waste(service, batch).path("voided").asInt() == 0) {
        LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
      }
      service.kill(); // the first codes are void, the rest are not yet
      answered = list.handle((answer, _) -> answer != null).join();
    }

    try (ServiceProcess service = ServiceProcess.start(data)) {
      int afterCrash = waste(service, batch).path("voided").asInt();
      HttpResponse<String> sentAgain =
          client.send(voids(service, batch, voids), BodyHandlers.ofString());
      assertThat(sentAgain.statusCode()).as(sentAgain.body()).isEqualTo(200);
      JsonNode applied = tree(sentAgain);
      assertThat(afterCrash).as("voided by a list that a crash interrupted").isEqualTo(VOIDS);
      assertThat(applied.path("changed").asInt()).isZero();
      assertThat(applied.path("unchanged").asInt()).isEqualTo(VOIDS);

      List<String> again = new ArrayList<>();
      assertThat(codes(service, batch, again)).as("codes.csv made again").isEqualTo(digest);
      Map<String, Integer> standing = states(service, batch, again);
      assertThat(standing).isEqualTo(Map.of("printed", CODES - VOIDS, "void", VOIDS));
      assertThat(waste(service, batch).path("voided").asInt()).isEqualTo(VOIDS);
      System.out.println(
          "MillionCodesIT: "
              + CODES
              + " codes, codes.csv "
              + digest
              + " before and after; a void list "
              + (answered ? "answered before" : "interrupted by")
              + " kill -9, voided after it "
              + afterCrash
              + "; states "
              + standing);
    }
  }

  /** SHA-256 of the file of codes; every hundredth serial goes to {@code voids}. */
  private String codes(ServiceProcess service, String batch, List<String> voids)
      throws IOException, InterruptedException {
    MessageDigest digest = sha256();
    int number = 0;
    try (BufferedReader lines = lines(service, "/codes/batches/" + batch + "/codes.csv")) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        // The address differs from process to process; the rest must not.
        String code = line.substring(0, 16) + line.substring(line.indexOf("/01/"));
        digest.update(code.getBytes(StandardCharsets.US_ASCII));
        if (number % (CODES / VOIDS) == 0) {
          voids.add(line.substring(0, 16));
        }
        number++;
      }
    }
    assertThat(number).isEqualTo(CODES);
    return HexFormat.of().formatHex(digest.digest());
  }

  /** How many codes stand in each state; the void ones are exactly those of the list. */
  private Map<String, Integer> states(ServiceProcess service, String batch, List<String> voids)
      throws IOException, InterruptedException {
    Map<String, Integer> standing = new TreeMap<>();
    List<String> found = new ArrayList<>();
    try (BufferedReader lines = lines(service, "/codes/batches/" + batch + "/states.csv")) {
      assertThat(lines.readLine()).isEqualTo("serial,state,at,by,reason");
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String state = line.substring(17, line.indexOf(',', 17));
        standing.merge(state, 1, Integer::sum);
        if (state.equals("void")) {
          found.add(line.substring(0, 16));
        }
      }
    }
    assertThat(found).isEqualTo(voids);
    return standing;
  }

  private JsonNode waste(ServiceProcess service, String batch)
      throws IOException, InterruptedException {
    return tree(
        client.send(
            request(service, "/codes/batches/" + batch + "/waste").build(),
            BodyHandlers.ofString()));
  }

  private static HttpRequest voids(ServiceProcess service, String batch, List<String> serials) {
    return request(service, "/codes/batches/" + batch + "/voids?reason=stolen")
        .header("Content-Type", "text/plain")
        .POST(BodyPublishers.ofString(String.join("\n", serials)))
        .build();
  }

  private BufferedReader lines(ServiceProcess service, String path)
      throws IOException, InterruptedException {
    return new BufferedReader(
        new InputStreamReader(
            client.send(request(service, path).build(), BodyHandlers.ofInputStream()).body(),
            StandardCharsets.UTF_8));
  }

  private HttpResponse<String> post(
      ServiceProcess service, String path, String contentType, String body)
      throws IOException, InterruptedException {
    return client.send(
        request(service, path)
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(ServiceProcess service, String path) {
    return HttpRequest.newBuilder(URI.create(service.address() + path))
        .timeout(Duration.ofMinutes(2))
        .header("Authorization", "Bearer " + ServiceProcess.ADMIN_KEY);
  }

  private static String id(HttpResponse<String> issued) {
    assertThat(issued.statusCode()).as(issued.body()).isEqualTo(201);
    return tree(issued).path("id").asText();
  }

  private static JsonNode tree(HttpResponse<String> answer) {
    return Http.tree(answer.body());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is missing from this Java runtime", e);
    }
  }
}
