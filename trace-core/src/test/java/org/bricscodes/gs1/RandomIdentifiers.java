package org.bricscodes.gs1;

import java.util.List;
import java.util.random.RandomGenerator;

/** Makes valid identifiers of every kind from a seeded generator. */
public final class RandomIdentifiers {

  static final int KINDS = 22;

  private static final String CSET_82 =
      "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
  private static final String CSET_39 = "#-/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

  private final RandomGenerator random;

  public RandomIdentifiers(RandomGenerator random) {
    this.random = random;
  }

  public Identifier next() {
    return ofKind(random.nextInt(KINDS));
  }

  public Identifier ofKind(int kind) {
    return switch (kind) {
      case 0 -> gtin();
      case 1 -> new Sgtin(gtin(), text(20));
      case 2 -> new Lgtin(gtin(), text(20));
      case 3 -> new Upui(gtin(), text(28));
      case 4 -> new Itip(gtin().digits() + "0103", "", text(20));
      case 5 -> new Itip(gtin().digits() + "0202", "", "");
      case 6 -> new Itip(gtin().digits() + "0199", text(20), "");
      case 7 -> new Sscc(checked(17));
      case 8 -> new Gln(checked(12));
      case 9 -> new Sgln(new Gln(checked(12)), "x" + text(19));
      case 10 -> new Pgln(checked(12));
      case 11 -> new Grai(checked(12), text(16));
      case 12 -> new Grai(checked(12), "");
      case 13 -> new Gdti(checked(12), text(17));
      case 14 -> new Sgcn(checked(12), digits(1 + random.nextInt(12)));
      case 15 -> new Gsrn(checked(17));
      case 16 -> new Gsrnp(checked(17));
      case 17 -> new Gsin(checked(16));
      case 18 -> new Giai(digits(12) + text(18));
      case 19 -> new Ginc(digits(12) + text(18));
      case 20 -> new Cpi(digits(12) + from(CSET_39, 1 + random.nextInt(18)), "");
      default -> new Cpi(digits(12) + from(CSET_39, 1 + random.nextInt(18)), "1" + digits(4));
    };
  }

  Gtin gtin() {
    return new Gtin(checked(13));
  }

  String text(int max) {
    return from(CSET_82, 1 + random.nextInt(max));
  }

  String digits(int count) {
    return from("0123456789", count);
  }

  private String checked(int count) {
    String body = digits(count);
    return body + CheckDigit.of(body, 0, count);
  }

  private String from(String alphabet, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  /** One of the texts under which an identifier is written, some of them not quite right. */
  String written(List<String> examples) {
    String example = examples.get(random.nextInt(examples.size()));
    StringBuilder text = new StringBuilder(example);
    for (int changes = random.nextInt(4); changes > 0 && !text.isEmpty(); changes--) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(6)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.insert(at, "/%.:?#&;=()\\]\u001D*0".charAt(random.nextInt(16)));
        case 2 -> text.setCharAt(at, (char) random.nextInt(128));
        case 3 -> text.setCharAt(at, (char) random.nextInt(65536));
        case 4 -> text.setLength(at);
        default -> text.insert(at, example, 0, Math.min(example.length(), at));
      }
    }
    return text.toString();
  }
}
