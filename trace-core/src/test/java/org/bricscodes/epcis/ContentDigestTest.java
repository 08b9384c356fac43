package org.bricscodes.epcis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.erdtman.jcs.JsonCanonicalizer;
import org.erdtman.jcs.NumberToJSON;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 8785 against its own examples and an independent implementation. */
class ContentDigestTest {

  private static String canonical(String json) {
    Utf8Buffer out = new Utf8Buffer(16);
    new Jcs(out).write(Samples.utf8(json), new byte[0]);
    return new String(out.toByteArray(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"numbers\":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001,-0,0.0],"
            + "\"string\":\"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\","
            + "\"literals\":[null, true,false]}",
        "{\"\\u20ac\":\"Euro Sign\",\"\\r"
            + "\":\"Carriage"
            + " Return\",\"\\ufb33\":\"Dalet\",\"1\":\"One\",\"\\ud83d\\ude00\":\"Smile\",\"\\u0080\":\"Control\",\"\\u00f6\":\"o"
            + " umlaut\"}",
        "{ \"b\" : [ { \"z\":1 , \"a\" : { } } , [ ] ] , \"a\\nb\":\"\\t\\b\\f\\r\\u001f\" }",
        "{\"\uFB33\":1,\"\uD83D\uDE00\":2,\"a\":3,\"aa\":4,\"A\":5}"
      })
  void canonicalForm_equalsTheReference(String json) throws IOException {
    assertThat(canonical(json)).isEqualTo(new JsonCanonicalizer(json).getEncodedString());
  }

  @Test
  void canonicalForm_ofSamples_equalsTheReference() throws IOException {
    for (String json : new String[] {Samples.V1, Samples.V2, Samples.V3, Samples.document("{}")}) {
      assertThat(canonical(json)).isEqualTo(new JsonCanonicalizer(json).getEncodedString());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "5e-324, 5e-324",
    "1.7976931348623157e308, 1.7976931348623157e+308",
    "9007199254740993, 9007199254740992",
    "1e21, 1e+21",
    "999999999999999900000, 999999999999999900000",
    "0.000001, 0.000001",
    "0.0000001, 1e-7",
    "2e-323, 2e-323",
    "-1.5, -1.5",
    "100, 100",
    "1e23, 1e+23"
  })
  void number_isPrintedAsEcmaScriptDoes(String json, String printed) {
    assertThat(canonical("[" + json + "]")).isEqualTo("[" + printed + "]");
  }

  @Test
  void numbers_ofRandomBits_equalTheReference() throws IOException {
    long seed = 20260305;
    Random random = new Random(seed);
    for (int i = 0; i < 200_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (i % 4 == 0) { // subnormals, where few digits are left
        value = Double.longBitsToDouble(random.nextLong() >>> (12 + i % 50));
      }
      if (Double.isFinite(value)) {
        assertThat(Es6Number.text(value))
            .as("seed %d, value %s", seed, value)
            .isEqualTo(NumberToJSON.serializeNumber(value));
      }
    }
  }

  @Test
  void manyKeys_areSorted() throws IOException {
    Random random = new Random(7);
    StringBuilder json = new StringBuilder("{\"a\":0");
    for (int i = 0; i < 200; i++) {
      json.append(",\"k")
          .append(random.nextInt(1_000_000))
          .append('x')
          .append(i)
          .append("\":")
          .append(i);
    }
    String text = json.append('}').toString();

    assertThat(canonical(text)).isEqualTo(new JsonCanonicalizer(text).getEncodedString());
  }

  @Test
  void digest_ignoresLayoutAndRecordTime_only() {
    byte[] context = Samples.utf8(Samples.CONTEXT);
    String event = "{\"type\":\"ObjectEvent\",\"action\":\"ADD\",\"example:n\":1.0}";
    String same =
        "{ \"example:n\": 1e0, \"recordTime\":\"2026-03-05T07:30:00Z\",\n"
            + "\"action\":\"\\u0041DD\", \"type\":\"ObjectEvent\"}";

    byte[] digest = ContentDigest.of(Samples.utf8(event), context);

    assertThat(HexFormat.of().formatHex(digest))
        .isEqualTo(
            HexFormat.of()
                .formatHex(
                    Sha256.of(
                        Samples.utf8(
                            "{\"action\":\"ADD\",\"example:n\":1,\"type\":\"ObjectEvent\"}\n"
                                + Samples.CONTEXT))));
    assertThat(ContentDigest.of(Samples.utf8(same), context)).isEqualTo(digest);
    assertThat(ContentDigest.of(Samples.utf8(event.replace("ADD", "DELETE")), context))
        .isNotEqualTo(digest);
    assertThat(ContentDigest.of(Samples.utf8(event), Samples.utf8("\"other\"")))
        .isNotEqualTo(digest);
    assertThat(
            ContentDigest.of(
                Samples.utf8("{\"x\":{\"recordTime\":1},\"a\":" + event + "}"), context))
        .isNotEqualTo(ContentDigest.of(Samples.utf8("{\"x\":{},\"a\":" + event + "}"), context));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{\"a\":1", "[1,", "{\"a\" 1}", "{\"a\":1}x", "\"a", "[[1]"})
  void brokenJson_isRefused(String json) {
    assertThatThrownBy(() -> ContentDigest.of(Samples.utf8(json), Samples.utf8("1")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
