package org.bricscodes.ledger.evm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import org.bricscodes.ledger.evm.RpcException.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a node may do to us. */
final class RpcEndpointTest {

  private static final Duration PATIENCE = Duration.ofMillis(400);

  private final HttpClient http = HttpClient.newHttpClient();
  private ScriptedNode script;

  /** Set before each test. */
  @SuppressWarnings("NullAway.Init")
  RpcEndpointTest() {}

  @BeforeEach
  void start() throws Exception {
    script = ScriptedNode.ofChain(7);
  }

  @AfterEach
  void stop() {
    script.close();
    http.shutdownNow();
  }

  @Test
  void answer_isRead() throws Exception {
    assertThat(node().chainId()).isEqualTo(7);
  }

  @Test
  void hugeAnswer_isCutOff() {
    script.answers("eth_chainId", "\"0x" + "0".repeat(3 << 20) + "7\"");

    assertThat(kindOf(() -> node().chainId())).isEqualTo(Kind.LOST);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>bad gateway</html>",
        "null",
        "[]",
        "{\"jsonrpc\":\"2.0\",\"id\":0}",
        "{\"jsonrpc\":\"2.0\",\"id\":-1,\"result\":\"0x7\"}", // the answer of another call
      })
  void nonsense_isNoAnswer(String body) {
    script.says("eth_chainId", 200, body);

    assertThat(kindOf(() -> node().chainId())).isEqualTo(Kind.LOST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "0xzz", "-0x7", "0x", "0x10000000000000000"})
  void quantityOutOfForm_isNoAnswer(String quantity) {
    script.answers("eth_chainId", "\"" + quantity + "\"");

    assertThat(kindOf(() -> node().chainId())).isEqualTo(Kind.LOST);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 405, 413, 429})
  void statusThatTurnsAway_tookNothing(int status) {
    script.says("eth_chainId", status, "go away");

    assertThat(kindOf(() -> node().chainId())).isEqualTo(Kind.UNSENT);
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 499, 500, 502, 503, 504})
  void statusOfAFailure_mayHaveTakenIt(int status) {
    script.says("eth_chainId", status, "sorry");

    assertThat(kindOf(() -> node().chainId())).isEqualTo(Kind.LOST);
  }

  @Test
  void brokenConnection_mayHaveTakenIt() {
    script.breaks("eth_chainId");

    assertThat(kindOf(() -> node().chainId())).isEqualTo(Kind.LOST);
  }

  @Test
  void noAnswerInTime_mayHaveTakenIt() {
    script.hangs("eth_chainId");

    assertThat(kindOf(() -> node().chainId())).isEqualTo(Kind.LOST);
  }

  @Test
  void nobodyThere_tookNothing() {
    script.close();

    assertThat(kindOf(() -> node().chainId())).isEqualTo(Kind.UNSENT);
  }

  @Test
  void noTimeLeft_sendsNothing() {
    RpcEndpoint endpoint = new RpcEndpoint(script.address(), http, PATIENCE);

    assertThat(kindOf(() -> new Node(endpoint, Deadline.in(Duration.ZERO)).chainId()))
        .isEqualTo(Kind.UNSENT);
    assertThat(script.seen()).isEmpty();
  }

  @Test
  void errorWithAnyStatus_isARefusal() {
    script.says(
        "eth_chainId",
        400,
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32000,\"message\":\"no\"}}");

    assertThat(kindOf(() -> node().chainId())).isEqualTo(Kind.REFUSED);
  }

  @Test
  void interrupted_endsByInterruptionAndSendsNothing() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> node().chainId()).isInstanceOf(InterruptedException.class);
    assertThat(script.seen()).isEmpty();
  }

  @Test
  void whatItSays_isShortAndHasNoControls() {
    script.refuses("eth_chainId", -32000, "\\u001b[31m" + "long".repeat(500));

    assertThatExceptionOfType(RpcException.class)
        .isThrownBy(() -> node().chainId())
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300).doesNotContain("\u001b"));
  }

  @Test
  void pathAndUser_areNeverShown() {
    URI secret =
        URI.create(
            script.address().toString().replace("http://", "http://user:pass@") + "/v3/api-key");
    RpcEndpoint endpoint = new RpcEndpoint(secret, http, PATIENCE);
    script.says("eth_chainId", 500, "");

    assertThat(endpoint.toString()).isEqualTo(script.address().toString());
    assertThatExceptionOfType(RpcException.class)
        .isThrownBy(() -> new Node(endpoint, Deadline.in(PATIENCE)).chainId())
        .satisfies(
            e ->
                assertThat(e.getMessage())
                    .doesNotContain("pass")
                    .doesNotContain("user")
                    .doesNotContain("api-key"));
  }

  private Node node() {
    return new Node(
        new RpcEndpoint(script.address(), http, PATIENCE), Deadline.in(Duration.ofSeconds(20)));
  }

  private interface Call {
    Object make() throws Exception;
  }

  private static Kind kindOf(Call call) {
    try {
      throw new AssertionError("was answered: " + call.make());
    } catch (RpcException e) {
      return e.kind();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
