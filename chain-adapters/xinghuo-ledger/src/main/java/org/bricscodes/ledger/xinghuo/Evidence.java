package org.bricscodes.ledger.xinghuo;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bricscodes.tlog.Digest;

/**
 * What a receipt of this adapter holds beside the common lines: which network it was, the header of
 * the block, and the transaction with its signature.
 *
 * <pre>
 * profile &lt;id&gt;
 * chain-id &lt;number&gt;
 * domain-id &lt;number&gt;
 * genesis &lt;hash of the first block&gt;
 * header &lt;seq&gt; &lt;hash&gt; &lt;close time, µs&gt; &lt;version&gt; &lt;transactions&gt; &lt;chain id, 0 if not told&gt;
 * hashes &lt;previous&gt; &lt;accounts&gt; &lt;consensus value&gt; &lt;validators&gt; &lt;fees&gt;     '-' if not told
 * public-key &lt;as the profile prints it&gt;
 * signature &lt;64 bytes, hex&gt;
 * blob &lt;transaction, hex&gt;
 * </pre>
 */
record Evidence(Chain chain, LedgerHeader header, SignedBlob signed) {

  private static final Pattern FORM =
      Pattern.compile(
          """
          profile ([a-z-]{1,20})
          chain-id ([0-9]{1,18})
          domain-id ([0-9]{1,10})
          genesis ([0-9a-f]{64})
          header ([0-9]{1,12}) ([0-9a-f]{64}) ([0-9]{1,18}) ([0-9]{1,18}) ([0-9]{1,18}) ([0-9]{1,18})
          hashes (\\S++ \\S++ \\S++ \\S++ \\S++)
          public-key ([0-9a-f]++)
          signature ([0-9a-f]++)
          blob ([0-9a-f]++)
          """);

  private static final int SEQ = 5;

  /**
   * The inverse of {@link #bytes()}.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  static Evidence parse(byte[] bytes) {
    Matcher form = FORM.matcher(new String(bytes, US_ASCII));
    if (!form.matches()) {
      throw new IllegalArgumentException("it has not the nine lines of its form");
    }
    Chain chain =
        new Chain(
            ChainProfile.named(form.group(1)),
            Long.parseLong(form.group(2)),
            Long.parseLong(form.group(3)),
            Digest.parseHex(form.group(4)));
    List<String> hashes =
        Arrays.stream(form.group(SEQ + 6).split(" ", -1))
            .map(hash -> hash.equals("-") ? "" : hash)
            .toList();
    LedgerHeader header =
        new LedgerHeader(
            Long.parseLong(form.group(SEQ)),
            Digest.parseHex(form.group(SEQ + 1)),
            hashes,
            Long.parseLong(form.group(SEQ + 2)),
            Long.parseLong(form.group(SEQ + 3)),
            Long.parseLong(form.group(SEQ + 4)),
            Long.parseLong(form.group(SEQ + 5)));
    SignedBlob signed =
        new SignedBlob(form.group(SEQ + 7), form.group(SEQ + 8), form.group(SEQ + 9));
    Evidence evidence = new Evidence(chain, header, signed);
    if (!Arrays.equals(evidence.bytes(), bytes)) {
      throw new IllegalArgumentException("it is not in canonical form");
    }
    return evidence;
  }

  byte[] bytes() {
    return (("profile " + chain.profile().id())
            + ("\nchain-id " + chain.chainId())
            + ("\ndomain-id " + chain.domainId())
            + ("\ngenesis " + chain.genesis())
            + ("\nheader " + header.seq() + " " + header.hash() + " " + header.closeTime())
            + (" " + header.version() + " " + header.txCount() + " " + header.chainId())
            + ("\nhashes " + hashes())
            + ("\npublic-key " + signed.publicKey())
            + ("\nsignature " + signed.signature())
            + ("\nblob " + signed.blob())
            + "\n")
        .getBytes(US_ASCII);
  }

  private String hashes() {
    return header.hashes().stream()
        .map(hash -> hash.isEmpty() ? "-" : hash)
        .collect(Collectors.joining(" "));
  }
}
