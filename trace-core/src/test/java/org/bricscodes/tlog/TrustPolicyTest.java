package org.bricscodes.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustPolicyTest {

  private static final Map<String, VerifierKey> KEYS = keys();

  /** The example of c2sp.org/tlog-policy, with keys. */
  private static final String TWO_LEVELS =
      """
      # Either continent may fail in part.
      log %s https://log.example/

      witness X1 %s
      witness X2 %s
      witness X3 %s
      group X-witnesses 2 X1 X2 X3

      witness Y1 %s
      \twitness  Y2\t%s https://y2.example/
      witness Y3 %s
      group Y-witnesses any Y1 Y2 Y3

      group X-and-Y all X-witnesses Y-witnesses
      quorum X-and-Y
      """
          .formatted(
              Logs.KEY.verifierKey(),
              key("X1"),
              key("X2"),
              key("X3"),
              key("Y1"),
              key("Y2"),
              key("Y3"));

  private static Map<String, VerifierKey> keys() {
    Map<String, VerifierKey> keys = new TreeMap<>();
    for (String name : List.of("X1", "X2", "X3", "Y1", "Y2", "Y3")) {
      keys.put(name, Keys.signer("witness.example/" + name, 50 + keys.size()).cosignerKey());
    }
    return keys;
  }

  private static VerifierKey key(String name) {
    return KEYS.getOrDefault(name, Logs.KEY.verifierKey());
  }

  private static TrustPolicy parse(String file) {
    return TrustPolicy.parse(file.getBytes(StandardCharsets.UTF_8));
  }

  private static List<VerifierKey> cosigners(String names) {
    return names.isEmpty() ? List.of() : List.of(names.split(" ")).stream().map(KEYS::get).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "'', false",
    "X1 X2, false",
    "X1 X2 Y1, true",
    "X2 X3 Y3, true",
    "X1 Y1 Y2 Y3, false",
    "X1 X2 X3, false",
    "X1 X2 X3 Y1 Y2 Y3, true"
  })
  void quorum_ofTwoLevels_isMet(String names, boolean met) {
    assertThat(parse(TWO_LEVELS).isMetBy(cosigners(names))).isEqualTo(met);
  }

  @Test
  void lacking_namesEveryGroupThatIsNotMet() {
    TrustPolicy policy = parse(TWO_LEVELS);

    assertThat(policy.lacking(cosigners("X1")))
        .isEqualTo(
            "group X-and-Y needs 2 of 2 and has 0, without X-witnesses, Y-witnesses;"
                + " group X-witnesses needs 2 of 3 and has 1 (X1), without X2, X3;"
                + " group Y-witnesses needs 1 of 3 and has 0, without Y1, Y2, Y3");
    assertThat(policy.lacking(cosigners("X1 X2 Y1"))).isEmpty();
    assertThat(policy.asked()).isEqualTo("2 of (2 of (X1, X2, X3), 1 of (Y1, Y2, Y3))");
  }

  @Test
  void file_givesLogsWitnessesAndAddresses() {
    TrustPolicy policy = parse(TWO_LEVELS);

    assertThat(policy.logs()).extracting(TrustPolicy.Log::key).containsExactly(key("log"));
    assertThat(policy.witnesses())
        .extracting(TrustPolicy.Witness::name)
        .containsExactly("X1", "X2", "X3", "Y1", "Y2", "Y3");
    assertThat(policy.witnesses().get(4).url()).contains("https://y2.example/");
    assertThat(policy.witnesses().get(5).url()).isEmpty();
  }

  @Test
  void quorumNone_asksForNothing_andOneWitnessForItself() {
    assertThat(parse("quorum none\n").isMetBy(List.of())).isTrue();
    assertThat(parse("quorum none\n").asked()).isEqualTo("no cosignature");
    TrustPolicy one = parse("witness w %s\nquorum w\n".formatted(key("X1")));
    assertThat(one.isMetBy(List.of())).isFalse();
    assertThat(one.lacking(cosigners("X2"))).isEqualTo("witness w has not cosigned");
    assertThat(one.isMetBy(cosigners("X1"))).isTrue();
  }

  @Test
  void names_areOctets() {
    TrustPolicy policy =
        parse("witness K %s\nwitness \u212A %s\nquorum \u212A\n".formatted(key("X1"), key("X2")));
    assertThat(policy.isMetBy(cosigners("X1"))).isFalse();
    assertThat(policy.isMetBy(cosigners("X2"))).isTrue();

    byte[] latin =
        "witness \u00e9 %s\nquorum \u00e9\n"
            .formatted(key("X1"))
            .getBytes(StandardCharsets.ISO_8859_1);
    assertThat(TrustPolicy.parse(latin).asked()).isEqualTo("\\xe9");
  }

  @Test
  void limits_allowWhatTheSpecificationRecommends() {
    StringBuilder file = new StringBuilder();
    for (int i = 0; i < 64; i++) {
      file.append("log ").append(Keys.signer("log.example/" + i, i).verifierKey()).append('\n');
      VerifierKey witness = Keys.signer("w.example/" + i, 100 + i).cosignerKey();
      file.append("witness w").append(i).append(' ').append(witness).append('\n');
      file.append("group g").append(i).append(" all w").append(i);
      file.append(i == 0 ? "" : " g" + (i - 1)).append('\n');
    }

    TrustPolicy policy = parse(file + "quorum g63\n");

    assertThat(policy.isMetBy(policy.witnessKeys())).isTrue();
    assertThat(policy.isMetBy(policy.witnessKeys().subList(1, 64))).isFalse();
    String more = file + "log " + Keys.signer("log.example/64", 64).verifierKey() + "\n";
    assertFaults(more + "quorum g63\n", "line 193: is one log more than the 64 allowed");
  }

  @Test
  void everyFault_isNamedByItsLine() {
    String file =
        """
        log
        log nonsense
        log %1$s
        witness none %1$s
        witness w %1$s
        witness w %2$s
        witness v %1$s
        group g 3 w v
        group h any nobody
        group i any w
        group j all j
        group k 0 v
        quorum z
        quorum none
        witnesses w
        """
            .formatted(key("X1"), key("X2"));

    assertFaults(
        file,
        "line 1: must be log VKEY [URL]",
        "line 2: a verifier key is name+keyid+base64, at most 2048 characters",
        "line 3: the key is none of a log's: its type is COSIGNATURE_V1",
        "line 4: none is no name of a witness or group",
        "line 5: this public key is another witness's already",
        "line 6: w was named before, by line 5",
        "line 7: this public key is another witness's already",
        "line 8: a group asks for all, any, or 1 to 2 of its members",
        "line 9: nobody is no witness or group of a line before",
        "line 10: w is a member already, by line 8",
        "line 11: j is no witness or group of a line before",
        "line 12: v is a member already, by line 8",
        "line 12: a group asks for all, any, or 1 to 1 of its members",
        "line 13: z is no witness or group of a line before",
        "line 14: is a second quorum line; there is exactly one",
        "line 15: witnesses is none of the words log, witness, group and quorum");
  }

  @Test
  void file_withoutQuorum_orWithOtherControls_orCutOff_isRefused() {
    assertFaults("# nothing\n", "has no quorum line; quorum none asks for no cosignature");
    assertFaults(
        "quorum none\r\n",
        "line 1: holds the octet 0d; of control characters only tab may stand here",
        "has no quorum line; quorum none asks for no cosignature");
    assertFaults(
        "quorum none\nwitness",
        "line 2: must end in a newline: the file may have been cut off here");
    assertThatThrownBy(() -> TrustPolicy.parse(new byte[300_000]))
        .isInstanceOf(LinesException.class)
        .hasMessageStartingWith("the file has more than 262144 bytes");
  }

  private static void assertFaults(String file, String... faults) {
    assertThatThrownBy(() -> parse(file))
        .isInstanceOfSatisfying(
            LinesException.class,
            e ->
                assertThat(e.faults())
                    .extracting(LinesException.Fault::toString)
                    .containsExactly(faults));
  }
}
