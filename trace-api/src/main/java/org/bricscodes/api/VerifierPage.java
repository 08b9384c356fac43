package org.bricscodes.api;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.bricscodes.tlog.Digest;

/**
 * The verifier that anyone can keep: one HTML file with everything in it, which reads a bundle and
 * checks it without us, from a disk or from any server. It is put together from the same modules
 * that scan pages load, since a browser loads no module from a disk. What it may load is written in
 * the file itself, by hash: nothing.
 */
final class VerifierPage {

  private static final String STYLE_START = "<style>";
  private static final String STYLE_END = "</style>";

  private final String html;
  private final String policy;

  VerifierPage() {
    String page = Resources.text("verify/verifier.html");
    String script = script();
    String style =
        page.substring(page.indexOf(STYLE_START) + STYLE_START.length(), page.indexOf(STYLE_END));
    this.policy =
        "default-src 'none'; script-src "
            + source(script)
            + "; style-src "
            + source(style)
            + "; base-uri 'none'; form-action 'none'";
    this.html = page.replace("{{policy}}", policy).replace("{{script}}", script);
  }

  /** The file. */
  String html() {
    return html;
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
        + "\n"
        + Resources.text("verify/verifier.js");
  }

  private static String source(String inline) {
    byte[] hash = Digest.sha256(inline.getBytes(StandardCharsets.UTF_8)).bytes();
    return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
  }
}
