package org.bricscodes.api;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server-rendered page: a Mustache template with one inline style sheet, which the page's own
 * content security policy names by hash. No script, nothing fetched from elsewhere.
 */
final class Page {

  private static final Pattern STYLE = Pattern.compile("<style>(.*?)</style>", Pattern.DOTALL);

  private final Template template;
  private final String policy;

  private Page(Template template, String policy) {
    this.template = template;
    this.policy = policy;
  }

  static Page of(String resource) {
    String text = Resources.text(resource);
    return new Page(Mustache.compiler().compile(text), policy(text));
  }

  Answer answer(int status, Object values) {
    return Answer.text(status, Answer.HTML, template.execute(values))
        .with("Content-Security-Policy", policy)
        .with("X-Frame-Options", "DENY");
  }

  private static String policy(String text) {
    Matcher style = STYLE.matcher(text);
    String source = style.find() ? "'sha256-" + digest(style.group(1)) + "'" : "'none'";
    return "default-src 'none'; style-src "
        + source
        + "; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  }

  private static String digest(String style) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
