package org.bricscodes.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bricscodes.ledger.LedgerProviders;
import org.bricscodes.provenance.BundleCheck;
import org.bricscodes.provenance.BundlePins;
import org.bricscodes.provenance.BundleVerifier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The worked example of {@code trace-core/docs/bundle.md}, computed again from the example file as
 * the text says it, with the JDK alone: if this test can follow the text, so can another
 * implementation.
 */
@SuppressWarnings("NullAway.Init") // read before the tests
final class BundleDocTest {

  private static final HexFormat HEX = HexFormat.of();

  private static byte[] file;
  private static JsonNode bundle;
  private static String text;

  @BeforeAll
  static void read() throws IOException {
    file = Files.readAllBytes(Tree.root().resolve("trace-core/docs/bundle-example.json"));
    bundle = Http.tree(new String(file, StandardCharsets.UTF_8));
    text = Files.readString(Tree.root().resolve("trace-core/docs/bundle.md"));
  }

  @Test
  void example_isProven_byTheVerifier() {
    BundleCheck check =
        new BundleVerifier(LedgerProviders.of(List.of()), BundlePins.NONE).check(file);

    assertThat(check)
        .isInstanceOfSatisfying(
            BundleCheck.Proven.class,
            proven -> {
              assertThat(proven.size()).isEqualTo(5);
              assertThat(proven.events())
                  .extracting(BundleCheck.ProvenEvent::index)
                  .containsExactly(0L, 2L, 3L, 4L);
              assertThat(proven.cosigners().proven())
                  .containsExactly(
                      new BundleCheck.ProvenCosigner(
                          "w.example/delhi",
                          bundle.path("witnesses").get(0).asText(),
                          Instant.parse("2026-07-01T00:00:01Z"),
                          false));
            });
  }

  @Test
  void digestsOfTheFirstEvent_areThoseOfTheText() throws Exception {
    JsonNode event = bundle.path("events").get(0);

    assertThat(documented("D1")).isEqualTo(hex(sha256(bytes(event.path("event")))));
    assertThat(documented("D2")).isEqualTo(hex(sha256(bytes(event.path("context")))));
    assertThat(documented("D3"))
        .isEqualTo(event.path("hash").asText().replaceAll("^ni:///sha-256;|\\?ver=CBV2\\.0$", ""));
    assertThat(documented("D4"))
        .isEqualTo(
            hex(
                sha256(
                    (event.path("party").asText() + "\n" + event.path("recordTime").asText())
                        .getBytes(StandardCharsets.UTF_8))));
  }

  @Test
  void entryAndLeafHashOfTheFirstEvent_areThoseOfTheText() throws Exception {
    byte[] entry = entry(bundle.path("events").get(0));

    assertThat(documented("entry")).isEqualTo(hex(entry));
    assertThat(documented("leaf")).isEqualTo(hex(sha256(joined(new byte[] {0}, entry))));
  }

  @Test
  void everyPath_leadsToTheRootOfTheCheckpoint() throws Exception {
    String[] lines = bundle.path("checkpoint").asText().split("\n", -1);
    byte[] root = Base64.getDecoder().decode(lines[2]);

    assertThat(documented("root")).isEqualTo(hex(root));
    for (JsonNode event : bundle.path("events")) {
      byte[] leaf = sha256(joined(new byte[] {0}, entry(event)));
      assertThat(hex(climb(leaf, event, Long.parseLong(lines[1])))).isEqualTo(hex(root));
    }
  }

  @Test
  void nodesAboveTheFirstLeaf_areThoseOfTheText() throws Exception {
    JsonNode event = bundle.path("events").get(0);
    byte[] hash = sha256(joined(new byte[] {0}, entry(event)));
    List<String> above = new ArrayList<>();
    for (JsonNode sibling : event.path("path")) {
      // Index 0 is a left child all the way up.
      hash = sha256(joined(new byte[] {1}, hash, Base64.getDecoder().decode(sibling.asText())));
      above.add(hex(hash));
    }

    assertThat(above).containsExactly(documented("N1"), documented("N2"), documented("root"));
  }

  @Test
  void entryOfVersion2_followsTheText() throws Exception {
    Matcher event =
        Pattern.compile("```\n(\\{\"type\":\"ObjectEvent\".*?)\n```", Pattern.DOTALL).matcher(text);
    assertThat(event.find()).isTrue();
    byte[] whole = utf8(event.group(1));
    byte[] secret =
        HEX.parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
    List<byte[]> contents = new ArrayList<>();
    List<String> leaves = new ArrayList<>();
    contents.add(joined(sha256(whole), sha256(utf8("the event hash"))));
    Matcher rows =
        Pattern.compile("(?m)^\\| (\\d+) \\| (?:`([^`]+)` `([^`]+)` )?\\| `([0-9a-f]{64})` \\|$")
            .matcher(text);
    while (rows.find()) {
      if (rows.group(2) != null) {
        contents.add(utf8(rows.group(2) + "\n" + rows.group(3)));
        assertThat(event.group(1)).contains(rows.group(3));
      }
      leaves.add(rows.group(4));
    }
    List<byte[]> hashes = new ArrayList<>();
    for (int i = 0; i < contents.size(); i++) {
      byte[] counter = ByteBuffer.allocate(4).putInt(i + 1).array();
      byte[] salt = sha256(joined(counter, secret, utf8("bricscodes.org/v2")));
      hashes.add(sha256(joined(new byte[1], salt, contents.get(i))));
      if (i < 2) {
        assertThat(documented("salt " + i)).isEqualTo(hex(salt));
      }
    }
    byte[] root = root(hashes);
    String context =
        "[\"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld\",{\"example\":\"https://example.org/\"}]";
    String members =
        """
        1 type
        1 eventTime
        1 eventTimeZoneOffset
        1 action
        1 bizStep
        1 epcList
        2 quantityList
        2 bizTransactionList
        2 example:price
        """;
    byte[] entry =
        sha256(
            joined(
                utf8("bricscodes.org/event-commitment/v2\n"),
                sha256(utf8(context)),
                sha256(utf8("https://id.gs1.org/417/9521333000006\n2026-06-01T00:00:04.000Z")),
                sha256(utf8(members)),
                root));

    assertThat(whole).hasSize(351);
    assertThat(text).contains(context, "```\n" + members + "```\n");
    assertThat(hashes.stream().map(BundleDocTest::hex)).isEqualTo(leaves);
    assertThat(documented("R")).isEqualTo(hex(root));
    assertThat(documented("second entry")).isEqualTo("02" + hex(entry));
    assertThat(text)
        .contains("`" + hex(root(hashes.subList(8, 13))) + "`, the root of leaves 8 to 12");
  }

  /** RFC 9162 §2.1.1. */
  private static byte[] root(List<byte[]> hashes) throws Exception {
    if (hashes.size() == 1) {
      return hashes.getFirst();
    }
    int split = Integer.highestOneBit(hashes.size() - 1);
    return sha256(
        joined(
            new byte[] {1},
            root(hashes.subList(0, split)),
            root(hashes.subList(split, hashes.size()))));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void keyIdsAndSignatures_followTheText() throws Exception {
    String note = bundle.path("checkpoint").asText();
    String body = note.substring(0, note.lastIndexOf("\n\n") + 1);
    List<String> lines = note.substring(body.length() + 1).lines().toList();
    String log = bundle.path("log").asText();
    String witness = bundle.path("witnesses").get(0).asText();
    byte[] logLine = blob(lines.get(0));
    byte[] cosignature = blob(lines.get(1));
    long time = ByteBuffer.wrap(cosignature, 4, 8).getLong();

    assertThat(documented("log key ID"))
        .isEqualTo(keyId(log))
        .isEqualTo(hex(Arrays.copyOf(logLine, 4)));
    assertThat(documented("witness key ID"))
        .isEqualTo(keyId(witness))
        .isEqualTo(hex(Arrays.copyOf(cosignature, 4)));
    assertThat(verifies(log, body, Arrays.copyOfRange(logLine, 4, 68))).isTrue();
    assertThat(documented("cosigned at")).isEqualTo(String.valueOf(time));
    assertThat(
            verifies(
                witness,
                "cosignature/v1\ntime " + time + "\n" + body,
                Arrays.copyOfRange(cosignature, 12, 76)))
        .isTrue();
  }

  private static byte[] entry(JsonNode event) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    byte[] salt = Base64.getDecoder().decode(event.path("salt").asText());
    mac.init(new SecretKeySpec(salt, "HmacSHA256"));
    mac.update("bricscodes.org/event-commitment/v1\n".getBytes(StandardCharsets.US_ASCII));
    mac.update((byte) 4);
    mac.update(sha256(bytes(event.path("event"))));
    mac.update(sha256(bytes(event.path("context"))));
    String hash = event.path("hash").asText();
    mac.update(HEX.parseHex(hash.substring("ni:///sha-256;".length(), hash.indexOf('?'))));
    String recorded = event.path("party").asText() + "\n" + event.path("recordTime").asText();
    mac.update(sha256(recorded.getBytes(StandardCharsets.UTF_8)));
    return joined(new byte[] {1}, mac.doFinal());
  }

  /** RFC 9162 §2.1.3.2. */
  private static byte[] climb(byte[] leaf, JsonNode event, long size) throws Exception {
    long fn = event.path("index").asLong();
    long sn = size - 1;
    byte[] hash = leaf;
    for (JsonNode node : event.path("path")) {
      byte[] sibling = Base64.getDecoder().decode(node.asText());
      if (fn % 2 == 1 || fn == sn) {
        hash = sha256(joined(new byte[] {1}, sibling, hash));
        while (fn % 2 == 0 && fn != 0) {
          fn /= 2;
          sn /= 2;
        }
      } else {
        hash = sha256(joined(new byte[] {1}, hash, sibling));
      }
      fn /= 2;
      sn /= 2;
    }
    assertThat(sn).isZero();
    return hash;
  }

  private static byte[] blob(String line) {
    return Base64.getDecoder().decode(line.substring(line.lastIndexOf(' ') + 1));
  }

  private static byte[] typed(String key) {
    return Base64.getDecoder().decode(key.split("\\+", 3)[2]);
  }

  private static String keyId(String key) throws Exception {
    byte[] name = (key.split("\\+", 3)[0] + "\n").getBytes(StandardCharsets.UTF_8);
    return hex(Arrays.copyOf(sha256(joined(name, typed(key))), 4));
  }

  private static boolean verifies(String key, String message, byte[] signature) throws Exception {
    byte[] raw = Arrays.copyOfRange(typed(key), 1, 33);
    byte[] spki = joined(HEX.parseHex("302a300506032b6570032100"), raw);
    PublicKey publicKey =
        KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki));
    Signature verifier = Signature.getInstance("Ed25519");
    verifier.initVerify(publicKey);
    verifier.update(message.getBytes(StandardCharsets.UTF_8));
    return verifier.verify(signature);
  }

  /** A row of the text's table: | name | value |. */
  private static String documented(String name) {
    Matcher row = Pattern.compile("(?m)^\\| " + name + " \\|.*\\| `([^`]+)` \\|$").matcher(text);
    assertThat(row.find()).as(name).isTrue();
    return row.group(1);
  }

  private static byte[] bytes(JsonNode text) {
    return text.asText().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] sha256(byte[] bytes) throws Exception {
    return MessageDigest.getInstance("SHA-256").digest(bytes);
  }

  private static byte[] joined(byte[]... parts) {
    int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
    ByteBuffer all = ByteBuffer.allocate(length);
    Arrays.stream(parts).forEach(all::put);
    return all.array();
  }

  private static String hex(byte[] bytes) {
    return HEX.formatHex(bytes);
  }
}
