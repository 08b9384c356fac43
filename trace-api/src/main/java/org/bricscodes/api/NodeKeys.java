package org.bricscodes.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What the nodes of one service must have in common: whoever goes on with another's log signs with
 * its key, and whoever tells of codes again names the events as the other did. The mark tells
 * whether they do and nothing else of the keys: each is the key of a MAC over one fixed text.
 */
final class NodeKeys {

  private static final List<String> FILES =
      List.of("log.key", "code-events.key", "cursor.key", "scan.key");
  private static final byte[] TEXT =
      "bricscodes: keys of the nodes of one service\n".getBytes(StandardCharsets.US_ASCII);

  private final DataDirectory data;
  private final KeySettings settings;

  NodeKeys(DataDirectory data, KeySettings settings) {
    this.data = data;
    this.settings = settings;
  }

  /**
   * The mark of the keys here. They are made if there are none and no other node had some.
   *
   * @param known the mark of the node that was there last; empty if there was none
   * @throws IllegalStateException if the keys are not the other nodes' keys, saying what to do
   */
  String mark(String known) {
    if (known.isEmpty()) {
      var _ = data.logKey();
      var _ = data.codeEventsKey();
      var _ = data.cursorKey();
      var _ = data.scanKey();
      if (settings.masterKeys() == null) {
        var _ = data.masterKeys(settings).openOrCreate();
      }
      return mark();
    }
    return theirs(known);
  }

  /**
   * The same for who has a log of a node and perhaps never the service: no key is made.
   *
   * @throws IllegalStateException if the keys are not the other nodes' keys, saying what to do
   */
  String markOfLog(String known) {
    return theirs(known);
  }

  /**
   * @param known empty if no node has said
   */
  private String theirs(String known) {
    List<String> missing = FILES.stream().filter(name -> !Files.exists(data.key(name))).toList();
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          "this keyspace belongs to a service that has keys already, and "
              + data.key("")
              + " lacks "
              + String.join(", ", missing)
              + ": copy the folder keys/ of one of its nodes there, all of it but scan-salt-*");
    }
    if (settings.masterKeys() == null && !data.masterKeys(settings).exists()) {
      throw new IllegalStateException(
          data.key("master.key")
              + " is missing: copy it from another node of this service, or give "
              + KeySettings.MASTER_KEY);
    }
    String mark = mark();
    if (!known.isEmpty() && !mark.equals(known)) {
      throw new IllegalStateException(
          "the keys in "
              + data.key("")
              + " are not those of the service this keyspace belongs to: copy the folder keys/ of"
              + " one of its nodes there, or choose another keyspace");
    }
    return mark;
  }

  private String mark() {
    try {
      Mac all = Mac.getInstance("HmacSHA256");
      all.init(new SecretKeySpec(TEXT, "HmacSHA256"));
      for (String name : FILES) {
        Mac one = Mac.getInstance("HmacSHA256");
        one.init(new SecretKeySpec(Files.readAllBytes(data.key(name)), "HmacSHA256"));
        all.update(one.doFinal(TEXT));
      }
      return HexFormat.of().formatHex(all.doFinal(), 0, 16);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the keys in " + data.key(""), e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
