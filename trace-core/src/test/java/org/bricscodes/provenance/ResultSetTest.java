package org.bricscodes.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bricscodes.provenance.Story.CASE;
import static org.bricscodes.provenance.Story.FACTORY;
import static org.bricscodes.provenance.Story.LOT;
import static org.bricscodes.provenance.Story.OTHER;
import static org.bricscodes.provenance.Story.PACK;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bricscodes.anchoring.Anchors;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.ledger.LedgerProviders;
import org.bricscodes.store.InMemoryStore;
import org.bricscodes.tlog.SignerKey;
import org.bricscodes.tlog.TransparencyLog;
import org.bricscodes.tlog.WitnessedLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ResultSetTest {

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-07-01T00:00:00Z"));
  private static final SignerKey KEY = SignerKey.generate("log.example/trace", new Random(7));
  private static final String QUERY = "{\"EQ_bizStep\":[\"storing\",\"shipping\"]}";
  private static final LedgerProviders NO_LEDGERS = LedgerProviders.of(List.of());

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before each test
  Path folder;

  private final Story story =
      new Story()
          .object(FACTORY, "2026-05-01T00:00:00Z", "commissioning", PACK, "")
          .object(OTHER, "2026-05-02T00:00:00Z", "storing", Story.OTHER_PACK, "")
          .pack("2026-05-03T00:00:00Z", CASE, PACK)
          .object(OTHER, "2026-05-04T00:00:00Z", "shipping", CASE, "")
          .object(OTHER, "2026-05-05T00:00:00Z", "inspecting", LOT, "");

  @SuppressWarnings("NullAway.Init") // opened before each test
  private TransparencyLog log;

  @BeforeEach
  void commit() {
    log = story.log(folder, KEY, CLOCK);
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void set_unchanged_isProven_withWhatWasAskedAndByWhom() {
    assertThat(check(file(1, 3)))
        .isInstanceOfSatisfying(
            BundleCheck.ProvenSet.class,
            proven -> {
              assertThat(proven.query()).isEqualTo(QUERY);
              assertThat(proven.visibility()).isEqualTo("everyone");
              assertThat(proven.origin()).isEqualTo("log.example/trace");
              assertThat(proven.size()).isEqualTo(5);
              assertThat(proven.logKeyPinned()).isFalse();
              assertThat(proven.events())
                  .extracting(BundleCheck.ProvenEvent::index)
                  .containsExactly(1L, 3L);
              assertThat(proven.events())
                  .extracting(BundleCheck.ProvenEvent::bizStep)
                  .containsExactly("storing", "shipping");
            });
  }

  @Test
  void set_withoutEvents_isTheOperatorsWordThatThereAreNone() {
    assertThat(check(file()))
        .isInstanceOfSatisfying(
            BundleCheck.ProvenSet.class, proven -> assertThat(proven.events()).isEmpty());
  }

  @Test
  void set_ofEveryEvent_needsNoNode() {
    assertThat(text(file(0, 1, 2, 3, 4))).contains("\"nodes\":[]");
    assertThat(check(file(0, 1, 2, 3, 4))).isInstanceOf(BundleCheck.ProvenSet.class);
  }

  @Test
  void set_withAnySingleByteChanged_isNotProven() {
    byte[] file = file(1, 3);
    Random random = new Random(43);

    for (int i = 0; i < file.length; i++) {
      byte[] changed = file.clone();
      changed[i] ^= (byte) (1 + random.nextInt(255));
      assertThat(check(changed))
          .as("byte %d of %s changed, seed 43", i, text(file))
          .isInstanceOfAny(BundleCheck.Failed.class, BundleCheck.Unusable.class);
    }
  }

  @Test
  void set_withAByteLeftOutOrCutOff_isNotProven() {
    byte[] file = file(1, 3);

    for (int i = 0; i < file.length; i += 5) {
      byte[] without = new byte[file.length - 1];
      System.arraycopy(file, 0, without, 0, i);
      System.arraycopy(file, i + 1, without, i, file.length - 1 - i);
      assertThat(check(without))
          .as("byte %d", i)
          .isInstanceOfAny(BundleCheck.Failed.class, BundleCheck.Unusable.class);
      assertThat(check(Arrays.copyOf(file, i)))
          .as("cut off at %d", i)
          .isInstanceOfAny(BundleCheck.Failed.class, BundleCheck.Unusable.class);
    }
  }

  @Test
  void set_withAnEventLeftOut_isRefused_alsoWithAProofOfTheRest() {
    ResultSet whole = set(1, 3);
    ResultSet rest = set(3);
    ResultSet cut =
        new ResultSet(
            whole.query(),
            whole.visibility(),
            whole.log(),
            whole.checkpoint(),
            whole.witnesses(),
            whole.statement(),
            rest.events(),
            rest.nodes(),
            whole.anchors());

    assertThat(check(BundleJson.write(cut)))
        .isEqualTo(
            new BundleCheck.Failed(
                "/statement", "is about another query, visibility, checkpoint or list of events"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"index\":3 | \"index\":1 | /events/1/index",
        "\"index\":3 | \"index\":5 | /events/1/index",
        "\"index\":3 | \"index\":4 | /nodes",
        "\"visibility\":\"everyone\" | \"visibility\":\"urn:a:b\" | /statement",
        "\"party\":\"https://id.gs1.org/417/9521333000006\" | \"party\":\"\" | /events/0/party",
        "\"party\":\"https | \"party\":\"\\ud800https | /events/0/party",
        "\"context\":0 | \"context\":1 | /events/0/context",
        "\"contexts\":[ | \"contexts\":[\"other\", | /contexts/1",
        "\"nodes\":[\" | \"nodes\":[\"AAAA\",\" | /nodes/0",
        "\"nodes\":[ | \"more\":1,\"nodes\":[ | /more",
        "\"nodes\":[ | \"log\":\"\",\"nodes\":[ | /log",
        "\"anchors\":[] | \"anchors\":[{}] | /anchors/0",
        "{\"format\" | {\"other\":\"\",\"format\" | /format",
      })
  void set_changed_saysWhere(String part, String instead, String pointer) {
    String changed = text(file(1, 3)).replaceFirst(quote(part), quoteReplacement(instead));

    BundleCheck check = check(changed.getBytes(StandardCharsets.UTF_8));

    String at =
        switch (check) {
          case BundleCheck.Failed failed -> failed.pointer();
          case BundleCheck.Unusable unusable -> unusable.pointer();
          case BundleCheck.Proven _, BundleCheck.ProvenSet _ -> "proven: " + changed;
        };
    assertThat(at).isEqualTo(pointer);
  }

  @Test
  void set_ofAnotherLogThanPinned_isRefused() {
    SignerKey other = SignerKey.generate("log.example/trace", new Random(9));
    BundlePins pins =
        new BundlePins(
            List.of(other.verifierKey().toString()),
            List.of(),
            0,
            Optional.empty(),
            Map.of(),
            Map.of());

    assertThat(new BundleVerifier(NO_LEDGERS, pins).check(file(1)))
        .isEqualTo(new BundleCheck.Failed("/log", "is not a key you pinned for the log"));
  }

  @Test
  void set_underItsPinnedKey_saysSo() {
    BundlePins pins =
        new BundlePins(
            List.of(KEY.verifierKey().toString()),
            List.of(),
            0,
            Optional.empty(),
            Map.of(),
            Map.of());

    assertThat(new BundleVerifier(NO_LEDGERS, pins).check(file(1)))
        .isInstanceOfSatisfying(
            BundleCheck.ProvenSet.class, proven -> assertThat(proven.logKeyPinned()).isTrue());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void verifier_neverThrows_andProvesNothingElse(long seed) throws IOException {
    String good = text(file(1, 3));
    List<String> tokens = tokens(good);
    SplittableRandom random = new SplittableRandom(seed);

    for (int round = 0; round < 500; round++) {
      StringBuilder changed = new StringBuilder(good);
      int changes = 1 + random.nextInt(4);
      for (int i = 0; i < changes; i++) {
        int at = random.nextInt(changed.length());
        int end = Math.min(changed.length(), at + random.nextInt(12));
        switch (random.nextInt(3)) {
          case 0 -> changed.replace(at, end, tokens.get(random.nextInt(tokens.size())));
          case 1 -> changed.insert(at, tokens.get(random.nextInt(tokens.size())));
          case 2 -> changed.delete(at, end);
          default -> throw new AssertionError();
        }
      }
      if (!changed.toString().equals(good)) {
        BundleCheck check = check(changed.toString().getBytes(StandardCharsets.UTF_8));
        assertThat(check)
            .as("seed %d round %d: %s", seed, round, changed)
            .isNotInstanceOf(BundleCheck.Proven.class)
            .satisfies(
                any -> {
                  // White space between members is the only thing nobody vouches for.
                  if (any instanceof BundleCheck.ProvenSet) {
                    assertThat(tokens(changed.toString())).isEqualTo(tokens);
                  }
                });
      }
    }
  }

  /** The tokens of a JSON text as they are spelt in canonical JSON. */
  private static List<String> tokens(String json) throws IOException {
    List<String> tokens = new ArrayList<>();
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      while (parser.nextToken() != null) {
        tokens.add(parser.getText());
      }
    }
    return tokens;
  }

  private static String quote(String part) {
    return Pattern.quote(part);
  }

  private static String quoteReplacement(String instead) {
    return Matcher.quoteReplacement(instead);
  }

  private static String text(byte[] file) {
    return new String(file, StandardCharsets.UTF_8);
  }

  private byte[] file(int... sequences) {
    return BundleJson.write(set(sequences));
  }

  private ResultSet set(int... sequences) {
    List<RecordedEvent> events = new ArrayList<>();
    for (int sequence : sequences) {
      events.add(story.events().get(sequence).recorded());
    }
    Anchors none = new Anchors(new InMemoryStore(Anchors.TABLES));
    BundleMaker maker = new BundleMaker(log, WitnessedLog.alone(log), none, Map.of());
    return maker.of(QUERY, "everyone", maker.checkpoint(), events);
  }

  private static BundleCheck check(byte[] file) {
    return new BundleVerifier(NO_LEDGERS, BundlePins.NONE).check(file);
  }
}
