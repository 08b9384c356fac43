package org.bricscodes.api;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bricscodes.provenance.Verdict;

/**
 * {@code /scan/picture/WORD.png}: what previews of a link show beside its title. One picture for
 * each verdict, and one for a code that was probably copied; they say nothing of any single code,
 * are drawn once at the start, and may be kept by anybody. Whoever shows a preview keeps it as it
 * was when the link was sent: the page itself is what is true now.
 */
final class PictureDoors {

  private static final String COPIED = "copied";

  /** As the pages', behind white. */
  private static final int GOOD = 0x0b5f41;

  private static final int CARE = 0x7b4a00;
  private static final int BAD = 0x97131b;

  private final Map<String, Answer> pictures = new TreeMap<>();

  PictureDoors() {
    for (Verdict verdict : Verdict.values()) {
      put(verdict.word(), VerdictPicture.png(sign(verdict), colour(verdict)));
    }
    put(COPIED, VerdictPicture.png(VerdictPicture.Sign.ALARM, CARE));
  }

  private void put(String word, byte[] png) {
    pictures.put(
        word + ".png",
        Answer.of(200, "image/png", png).with("Cache-Control", "public, max-age=86400"));
  }

  List<Door> doors() {
    return List.of(
        Door.open(
            HttpMethod.GET,
            "/scan/picture/{name}",
            exchange -> Future.succeededFuture(picture(exchange.raw("name")))));
  }

  private Answer picture(String name) {
    return Optional.ofNullable(pictures.get(name))
        .orElseThrow(
            () ->
                new Problem(
                    ProblemKind.NOT_FOUND,
                    "the pictures here are " + String.join(", ", pictures.keySet())));
  }

  /**
   * Where the picture of what a page says is.
   *
   * @param copied whether it warns of a copy
   */
  static String path(Verdict verdict, Doubt copied) {
    return "/scan/picture/"
        + switch (copied) {
          case NONE -> verdict.word();
          case COPIED -> COPIED;
        }
        + ".png";
  }

  /** Whether a genuine code is shown with a warning. */
  enum Doubt {
    NONE,
    COPIED
  }

  private static int colour(Verdict verdict) {
    return switch (verdict) {
      case GENUINE -> GOOD;
      case EXPIRED, REGISTERED, UNKNOWN -> CARE;
      case MALFORMED, NOT_ISSUED, WRONG_LOT, RECALLED, VOID -> BAD;
    };
  }

  private static VerdictPicture.Sign sign(Verdict verdict) {
    return switch (verdict) {
      case GENUINE -> VerdictPicture.Sign.TICK;
      case EXPIRED -> VerdictPicture.Sign.CLOCK;
      case REGISTERED -> VerdictPicture.Sign.RIBBON;
      case UNKNOWN -> VerdictPicture.Sign.QUESTION;
      case RECALLED -> VerdictPicture.Sign.ALARM;
      case MALFORMED, NOT_ISSUED, WRONG_LOT, VOID -> VerdictPicture.Sign.CROSS;
    };
  }
}
