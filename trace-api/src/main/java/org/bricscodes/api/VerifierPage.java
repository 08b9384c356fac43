package org.bricscodes.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.bricscodes.tlog.Digest;

/**
 * The verifier that anyone can keep: one HTML file with everything in it, which reads a bundle and
 * checks it without us, from a disk or from any server. It is put together from the same modules
 * that scan pages load, since a browser loads no module from a disk. What it may load is written in
 * the file itself, by hash: nothing.
 *
 * <p>The file speaks every language of the pages: it is written in one, for who has no script, and
 * holds the texts of all, from the same resource files, so that a kept file follows the browser it
 * is opened in. What was found is in English in all of them, in the words of {@code trace verify}.
 */
final class VerifierPage {

  private static final String STYLE_START = "<style>";
  private static final String STYLE_END = "</style>";

  private static final List<String> KEYS =
      List.of(
          "language.choose",
          "translation.status",
          "translation.note",
          "verify.title",
          "verify.about",
          "verify.file",
          "verify.file.label",
          "verify.trust",
          "verify.trust.note",
          "verify.logs",
          "verify.witnesses",
          "verify.policy",
          "verify.check",
          "verify.found",
          "verify.none",
          "verify.proven",
          "verify.recalled",
          "verify.part",
          "verify.failed",
          "verify.unusable");

  private final String template;
  private final String policy;
  private final String script;

  VerifierPage() {
    this.template = Resources.text("verify/verifier.html");
    this.script = script();
    String style =
        template.substring(
            template.indexOf(STYLE_START) + STYLE_START.length(), template.indexOf(STYLE_END));
    this.policy =
        "default-src 'none'; script-src "
            + source(script)
            + "; style-src "
            + source(style)
            + "; base-uri 'none'; form-action 'none'";
  }

  /** The file, written in a language. */
  String html(Language language) {
    Texts texts = Texts.in(language);
    String page =
        template
            .replace("{{policy}}", policy)
            .replace("{{lang}}", language.tag())
            .replace("{{dir}}", language.direction())
            .replace(
                "{{original}}", texts.of("translation.status").equals("machine") ? "" : " hidden");
    for (String key : KEYS) {
      page = page.replace("{{" + key + "}}", Phrase.html(texts.of(key)));
    }
    return page.replace("{{script}}", script);
  }

  /** Its content security policy, which the file carries, too. */
  String policy() {
    return policy;
  }

  /** The three modules as one: what one exports the next finds in its scope. */
  private static String script() {
    String noble = Resources.text("verify/noble-ed25519.js");
    int exports = noble.lastIndexOf("export {");
    return "\nconst noble = (() => {\n"
        + noble.substring(0, exports)
        + "return {verifyAsync};\n})();\n\n"
        + Resources.text("verify/verify.js")
            .replace("\nexport ", "\n")
            .replace("const noble = await import('./noble-ed25519.js');\n", "")
        + "\nconst TEXTS = "
        + texts()
        + ";\n"
        + Resources.text("verify/verifier.js");
  }

  /** As JSON, and so as JavaScript, in a script of HTML: nothing in it ends that. */
  private static String texts() {
    ObjectNode all = Json.object();
    for (Language language : Language.values()) {
      Texts texts = Texts.in(language);
      ObjectNode one = all.putObject(language.tag());
      one.put("name", language.ownName()).put("dir", language.direction());
      ObjectNode words = one.putObject("texts");
      KEYS.forEach(key -> words.put(key, texts.of(key)));
    }
    return all.toString().replace("<", "\\u003c");
  }

  private static String source(String inline) {
    byte[] hash = Digest.sha256(inline.getBytes(StandardCharsets.UTF_8)).bytes();
    return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
  }
}
