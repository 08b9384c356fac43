package org.bricscodes.ledger.fabric;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hyperledger.fabric.protos.peer.ChaincodeInvocationSpec;
import org.hyperledger.fabric.protos.peer.ChaincodeProposalPayload;

/**
 * What a receipt of form {@code fabric/1} carries beside the content: text, one item a line, in
 * this order, base64 canonical and padded.
 *
 * <pre>
 * authority &lt;MSP id&gt; &lt;base64 of a certificate, DER&gt;     one for each pinned organisation, by MSP id
 * channel-header &lt;base64&gt;                             of the proposal that reads the record
 * signature-header &lt;base64&gt;
 * proposal &lt;base64&gt;                                   its chaincode proposal payload
 * response &lt;base64&gt;                                   the proposal response payload, as signed
 * endorsement &lt;base64 identity&gt; &lt;base64 signature&gt;    one for each endorser
 * block &lt;number&gt; &lt;base64 previous hash&gt; &lt;base64 data hash&gt;
 * block-value &lt;base64&gt;                                of the block's signature metadata
 * block-signature &lt;base64 header&gt; &lt;base64 signature&gt; one for each orderer that signed
 * </pre>
 *
 * @param authorities certificate by MSP id, DER
 */
record Evidence(
    SortedMap<String, ByteString> authorities,
    ByteString channelHeader,
    ByteString signatureHeader,
    ByteString proposal,
    ByteString response,
    List<Signed> endorsements,
    Block block,
    ByteString blockValue,
    List<Signed> blockSignatures) {

  private static final int MAX_LINES = 100;

  /** Which argument of {@code standing} it is. */
  private static final int WRITER = 2;

  /**
   * A signature and who made it.
   *
   * @param signer a serialised identity, or for a block the header that holds one
   */
  record Signed(ByteString signer, ByteString signature) {}

  /** A block's header. */
  record Block(long number, ByteString previous, ByteString data) {

    byte[] der() {
      return Bytes.headerDer(number, previous.toByteArray(), data.toByteArray());
    }
  }

  Evidence {
    authorities = new TreeMap<>(authorities);
    endorsements = List.copyOf(endorsements);
    blockSignatures = List.copyOf(blockSignatures);
  }

  byte[] bytes() {
    StringBuilder text = new StringBuilder();
    authorities.forEach((msp, der) -> line(text, "authority", msp, base64(der)));
    line(text, "channel-header", base64(channelHeader));
    line(text, "signature-header", base64(signatureHeader));
    line(text, "proposal", base64(proposal));
    line(text, "response", base64(response));
    endorsements.forEach(e -> line(text, "endorsement", base64(e.signer()), base64(e.signature())));
    line(
        text,
        "block",
        Long.toString(block.number()),
        base64(block.previous()),
        base64(block.data()));
    line(text, "block-value", base64(blockValue));
    blockSignatures.forEach(
        s -> line(text, "block-signature", base64(s.signer()), base64(s.signature())));
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * The inverse of {@link #bytes()}.
   *
   * @throws IllegalArgumentException if {@code bytes} is anything else
   */
  static Evidence parse(byte[] bytes) {
    Lines lines = new Lines(new String(bytes, StandardCharsets.ISO_8859_1));
    SortedMap<String, ByteString> authorities = new TreeMap<>();
    for (String[] line : lines.all("authority", 2)) {
      authorities.put(line[1], unbase64(line[2]));
    }
    ByteString channelHeader = unbase64(lines.one("channel-header", 1)[1]);
    ByteString signatureHeader = unbase64(lines.one("signature-header", 1)[1]);
    ByteString proposal = unbase64(lines.one("proposal", 1)[1]);
    ByteString response = unbase64(lines.one("response", 1)[1]);
    List<Signed> endorsements = signed(lines.all("endorsement", 2));
    String[] block = lines.one("block", 3);
    ByteString value = unbase64(lines.one("block-value", 1)[1]);
    Evidence evidence =
        new Evidence(
            authorities,
            channelHeader,
            signatureHeader,
            proposal,
            response,
            endorsements,
            new Block(number(block[1]), unbase64(block[2]), unbase64(block[3])),
            value,
            signed(lines.all("block-signature", 2)));
    if (!Arrays.equals(evidence.bytes(), bytes)) {
      throw new IllegalArgumentException("the evidence is not in canonical form");
    }
    return evidence;
  }

  /**
   * Whose record the proposal asks for. That it is the right one's is a pin's to say.
   *
   * @throws IllegalArgumentException if it names no writer
   */
  String writer() {
    List<ByteString> arguments;
    try {
      arguments =
          ChaincodeInvocationSpec.parseFrom(ChaincodeProposalPayload.parseFrom(proposal).getInput())
              .getChaincodeSpec()
              .getInput()
              .getArgsList();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("the proposal cannot be read", e);
    }
    if (arguments.size() <= WRITER) {
      throw new IllegalArgumentException("the receipt names no writer");
    }
    return Writer.requireId(arguments.get(WRITER).toStringUtf8());
  }

  private static List<Signed> signed(List<String[]> lines) {
    return lines.stream().map(line -> new Signed(unbase64(line[1]), unbase64(line[2]))).toList();
  }

  private static long number(String text) {
    if (!text.matches("0|[1-9][0-9]{0,11}")) {
      throw new IllegalArgumentException("a block's number has 12 decimal digits at most");
    }
    return Long.parseLong(text);
  }

  private static void line(StringBuilder text, String... parts) {
    text.append(String.join(" ", parts)).append('\n');
  }

  private static String base64(ByteString bytes) {
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  private static ByteString unbase64(String text) {
    return ByteString.copyFrom(Base64.getDecoder().decode(text));
  }

  /** Takes lines off, one after the other. */
  private static final class Lines {

    private final String[] lines;
    private int next;

    Lines(String text) {
      this.lines = text.split("\n", MAX_LINES + 1);
    }

    String[] one(String name, int values) {
      List<String[]> found = all(name, values);
      if (found.size() != 1) {
        throw new IllegalArgumentException("evidence has one line '" + name + "' here");
      }
      return found.getFirst();
    }

    List<String[]> all(String name, int values) {
      List<String[]> found = new ArrayList<>();
      while (next < lines.length && lines[next].startsWith(name + " ")) {
        String[] parts = lines[next++].split(" ", values + 2);
        if (parts.length != values + 1) {
          throw new IllegalArgumentException("a line '" + name + "' has " + values + " values");
        }
        found.add(parts);
      }
      return found;
    }
  }
}
