package org.bricscodes.ledger.testkit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Looks for secrets in what left the process, in every form an adapter could have given them. */
final class Secrets {

  private final List<byte[]> forms = new ArrayList<>();

  Secrets(List<String> secrets) {
    for (String secret : secrets) {
      add(secret);
      add(secret.toLowerCase(Locale.ROOT));
      add(secret.toUpperCase(Locale.ROOT));
      encoded(secret.getBytes(StandardCharsets.UTF_8));
      raw(secret).ifPresent(bytes -> encoded(bytes));
    }
  }

  /** The first secret that {@code bytes} holds; never its value, only which of the list it is. */
  Optional<String> in(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    for (int i = 0; i < forms.size(); i++) {
      if (text.contains(new String(forms.get(i), StandardCharsets.ISO_8859_1))) {
        return Optional.of("form " + i + " of the secrets");
      }
    }
    return Optional.empty();
  }

  Optional<String> in(String text) {
    return in(text.getBytes(StandardCharsets.UTF_8));
  }

  private void encoded(byte[] bytes) {
    forms.add(bytes);
    add(HexFormat.of().formatHex(bytes));
    add(HexFormat.of().withUpperCase().formatHex(bytes));
    add(Base64.getEncoder().withoutPadding().encodeToString(bytes));
    add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  private void add(String form) {
    forms.add(form.getBytes(StandardCharsets.UTF_8));
  }

  /** The bytes that hex or base64 text stands for. */
  private static Optional<byte[]> raw(String secret) {
    String text = secret.startsWith("0x") ? secret.substring(2) : secret;
    try {
      return Optional.of(HexFormat.of().parseHex(text));
    } catch (IllegalArgumentException notHex) {
      try {
        return Optional.of(Base64.getDecoder().decode(text));
      } catch (IllegalArgumentException notBase64) {
        return Optional.empty();
      }
    }
  }
}
