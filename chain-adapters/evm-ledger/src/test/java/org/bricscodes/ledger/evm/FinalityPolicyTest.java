package org.bricscodes.ledger.evm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.bricscodes.ledger.LedgerException;
import org.junit.jupiter.api.Test;

final class FinalityPolicyTest {

  @Test
  void form_isExact() {
    assertThat(FinalityPolicy.parse("finalized")).hasValue(new FinalityPolicy.Tag("finalized"));
    assertThat(FinalityPolicy.parse("safe")).hasValue(new FinalityPolicy.Tag("safe"));
    assertThat(FinalityPolicy.parse("instant")).hasValue(new FinalityPolicy.Instant());
    assertThat(FinalityPolicy.parse("confirmations:20"))
        .hasValue(new FinalityPolicy.Confirmations(20));
    for (String wrong : new String[] {"", "latest", "confirmations:0", "confirmations:", "Safe"}) {
      assertThat(FinalityPolicy.parse(wrong)).as(wrong).isEmpty();
    }
  }

  @Test
  void verifiersNode_carriesItBehindAHash() throws Exception {
    NodeForm form = NodeForm.parse("https://node.example/path#confirmations:3");

    assertThat(form.address()).hasToString("https://node.example/path");
    assertThat(form.finality()).isEqualTo(new FinalityPolicy.Confirmations(3));
    assertThat(NodeForm.parse("http://127.0.0.1:8545").finality())
        .isEqualTo(new FinalityPolicy.Tag("finalized"));
    for (String wrong : new String[] {"node.example", "http://a#soon", "ws://a", "http://"}) {
      assertThatExceptionOfType(LedgerException.Refused.class)
          .as(wrong)
          .isThrownBy(() -> NodeForm.parse(wrong));
    }
  }
}
