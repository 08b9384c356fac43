package org.bricscodes.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import org.bricscodes.epcis.EventPieces;
import org.bricscodes.tlog.Digest;
import org.bricscodes.tlog.Salt;
import org.bricscodes.tlog.SaltedTree;
import org.junit.jupiter.api.Test;

/**
 * A log entry of version 2, byte by byte. The values were computed by a program of another
 * language, which cut the event by hand; {@code docs/bundle.md} has them too.
 */
class EventTreeTest {

  private static final byte[] EVENT =
      bytes(
          """
          {"type":"ObjectEvent", "eventTime":"2026-05-05T00:00:00Z","eventTimeZoneOffset":"+00:00",\
          "action":"OBSERVE","bizStep":"inspecting",
           "epcList":[],"quantityList":[{"epcClass":"https://id.gs1.org/01/09521222000018/10/L1",\
          "quantity": 40}],"bizTransactionList":[{"type":"inv",\
          "bizTransaction":"urn:example:invoice:4711"}],"example:price":[ 12.50, "EUR" ]}\
          """);
  private static final byte[] CONTEXT =
      bytes(
          "[\"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld\","
              + "{\"example\":\"https://example.org/\"}]");
  private static final byte[] EVENT_HASH = Digest.sha256(bytes("the event hash")).bytes();
  private static final Salt SALT =
      Salt.of(
          HexFormat.of()
              .parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"));

  private static final List<String> CONTENTS =
      List.of(
          "/type\n\"ObjectEvent\"",
          "/eventTime\n\"2026-05-05T00:00:00Z\"",
          "/eventTimeZoneOffset\n\"+00:00\"",
          "/action\n\"OBSERVE\"",
          "/bizStep\n\"inspecting\"",
          "/epcList\n[]",
          "/quantityList/0/epcClass\n\"https://id.gs1.org/01/09521222000018/10/L1\"",
          "/quantityList/0/quantity\n40",
          "/bizTransactionList/0/type\n\"inv\"",
          "/bizTransactionList/0/bizTransaction\n\"urn:example:invoice:4711\"",
          "/example:price/0\n12.50",
          "/example:price/1\n\"EUR\"");

  @Test
  void contents_areTheWholeAndItsPieces() {
    List<byte[]> contents = EventTree.contents(EventPieces.of(EVENT), EVENT, EVENT_HASH);

    assertThat(EVENT).hasSize(351);
    assertThat(HexFormat.of().formatHex(contents.getFirst()))
        .isEqualTo(
            "84b44d73ae1f256de2f0ab50c5f1e481afc489f0258663b6c02103e86e45aece"
                + "b994bbb258cfc95bc7452302e88ab30a80928aaa0cba0e9865330fd41fad0afc");
    assertThat(contents.stream().skip(1).map(one -> new String(one, StandardCharsets.UTF_8)))
        .isEqualTo(CONTENTS);
    assertThat(EventPieces.of(EVENT).members())
        .isEqualTo(
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
            """);
  }

  @Test
  void saltsAndLeaves_areTheValuesAnotherImplementationComputed() {
    SaltedTree tree = tree();

    assertThat(hex(tree.salt(0)))
        .isEqualTo("fec483c64229af31b5db02c49670a5d7b46cb33f86440a8ab5d259b27bc49262");
    assertThat(hex(tree.salt(1)))
        .isEqualTo("f47f350cb5775fe4cd36d84ac999cb35cddae71e263f7dcbc8d8805e76499d0a");
    assertThat(hex(tree.salt(12)))
        .isEqualTo("6ac9215c302a3c0b74496479313b1347d3459ddc4a81d9a3ace9f5a6c43c320b");
    assertThat(SaltedTree.leafHash(tree.salt(1), bytes(CONTENTS.getFirst())))
        .hasToString("fa9ec13dc6bd8328d5b0537aacb802c52d6667c255c5aede162113a63cbb57bd");
    assertThat(SaltedTree.leafHash(tree.salt(12), bytes(CONTENTS.getLast())))
        .hasToString("6763e29fbda2db2e0ef40953b27f2edd635117bfc890681ed3b8c6f7a84f8d28");
  }

  @Test
  void rootAndEntry_areTheValuesAnotherImplementationComputed() {
    String root = "7fea7cb01c509625259f4b60ae72c47f36a66aa0acac859b0d3f9118b46f8de8";

    assertThat(tree().root()).hasToString(root);
    assertThat(SaltedTree.root(SALT, EventTree.contents(EventPieces.of(EVENT), EVENT, EVENT_HASH)))
        .hasToString(root);
    assertThat(
            EventCommitment.of(
                2,
                SALT,
                EVENT,
                CONTEXT,
                EVENT_HASH,
                "https://id.gs1.org/417/9521333000006",
                "2026-06-01T00:00:04.000Z"))
        .hasToString("021c2d81cab81c398fbf0068e36630389cb49bc189ed00eb3cfe96fcbb28179ea6");
  }

  @Test
  void somePieces_andTheRootsOfTheRest_leadToTheSameRoot() {
    List<Integer> shown = List.of(1, 2, 3, 4, 5, 7);
    List<Digest> nodes = tree().nodes(new TreeSet<>(shown));
    List<Digest> leaves = new ArrayList<>();
    shown.forEach(
        leaf -> leaves.add(SaltedTree.leafHash(tree().salt(leaf), bytes(CONTENTS.get(leaf - 1)))));

    assertThat(nodes)
        .extracting(Digest::toString)
        .containsExactly(
            "822bc964b49984f2e63cbb1731096897c3c6ed4af10b49331a246ddfc825de7a",
            "c94b9fde85d7acead7e2ac0214b7910326c912075bc596564fd3b685ecd4fff2",
            "b4898eca0f26128489407c9d550d09c9fef9fb5c5c6ea931527a15af5b21363b");
    assertThat(SaltedTree.root(13, shown, leaves, nodes)).isEqualTo(tree().root());
  }

  @Test
  void textThatCannotBeCut_hasOnlyTheLeafOfTheWhole() {
    byte[] text = bytes("{\"t\\u0079pe\":\"ObjectEvent\"}");

    assertThat(EventTree.contents(EventPieces.of(text), text, EVENT_HASH)).hasSize(1);
  }

  private static SaltedTree tree() {
    return SaltedTree.of(SALT, EventTree.contents(EventPieces.of(EVENT), EVENT, EVENT_HASH));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
