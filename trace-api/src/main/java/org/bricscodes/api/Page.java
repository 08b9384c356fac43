package org.bricscodes.api;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server-rendered page: a Mustache template with one inline style sheet, which the page's own
 * content security policy names by hash. Script is in files of our own, if there is any; nothing is
 * fetched from elsewhere.
 *
 * <p>What a template shows is a {@link Phrase}, whose isolates become {@code <bdi>}, or else taken
 * for foreign text; {@link Markup} with three braces is ours and stays as it is.
 */
final class Page {

  private static final Pattern STYLE = Pattern.compile("<style>(.*?)</style>", Pattern.DOTALL);

  /** Code points of a text that is no phrase; addresses are the longest of them. */
  private static final int MAX_TEXT = 10_000;

  private final Template template;
  private final String policy;

  /** HTML or SVG made here, with whatever is foreign in it escaped already. */
  record Markup(String html) {}

  private Page(Template template, String policy) {
    this.template = template;
    this.policy = policy;
  }

  static Page of(String resource) {
    String text = Resources.text(resource);
    Template template =
        Mustache.compiler()
            .withLoader(name -> new StringReader(Resources.text(name + ".html")))
            .withFormatter(Page::shown)
            .withEscaper(Phrase::html)
            .compile(text);
    return new Page(template, policy(text));
  }

  Answer answer(int status, Object values) {
    return Answer.text(status, Answer.HTML, template.execute(values))
        .with("Content-Security-Policy", policy)
        .with("X-Frame-Options", "DENY");
  }

  private static String shown(Object value) {
    return switch (value) {
      case Phrase phrase -> phrase.text();
      case Markup markup -> markup.html();
      case Object other -> ForeignText.of(other.toString(), MAX_TEXT);
    };
  }

  private static String policy(String text) {
    Matcher style = STYLE.matcher(text);
    String source = style.find() ? "'sha256-" + digest(style.group(1)) + "'" : "'none'";
    String script = text.contains("<script ") ? "; script-src 'self'; connect-src 'self'" : "";
    String forms = text.contains("<form ") ? "'self'" : "'none'";
    return "default-src 'none'; style-src "
        + source
        + script
        + "; img-src 'self' data:; base-uri 'none'; form-action "
        + forms
        + "; frame-ancestors 'none'";
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
