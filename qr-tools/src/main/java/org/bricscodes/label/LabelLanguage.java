package org.bricscodes.label;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The languages a label's words may be in, those of the scan page. All but English were translated
 * by machine. Whether a font has their letters, and can set their script, is checked when labels
 * are made.
 */
public enum LabelLanguage {
  ENGLISH("en", "Use by", "Best before", "Made", "Packed"),
  CHINESE("zh", "有效期至", "保质期至", "生产日期", "包装日期"),
  PORTUGUESE(
      "pt", "Consumir até", "Consumir de preferência antes de", "Fabricado em", "Embalado em"),
  RUSSIAN("ru", "Годен до", "Лучше употребить до", "Изготовлено", "Упаковано"),
  HINDI("hi", "उपयोग की अंतिम तिथि", "इस तिथि से पहले उत्तम", "निर्माण तिथि", "पैकिंग तिथि"),
  ARABIC("ar", "تاريخ انتهاء الصلاحية", "يفضل استهلاكه قبل", "تاريخ الإنتاج", "تاريخ التعبئة"),
  PERSIAN("fa", "تاریخ انقضا", "ترجیحاً مصرف تا", "تاریخ تولید", "تاریخ بسته‌بندی"),
  AMHARIC("am", "የሚያበቃበት ቀን", "ከዚህ ቀን በፊት ቢጠቀሙ ይመረጣል", "የተመረተበት ቀን", "የታሸገበት ቀን"),
  INDONESIAN("id", "Gunakan sebelum", "Baik digunakan sebelum", "Diproduksi", "Dikemas");

  private final String tag;
  private final String useBy;
  private final String bestBefore;
  private final String made;
  private final String packed;

  LabelLanguage(String tag, String useBy, String bestBefore, String made, String packed) {
    this.tag = tag;
    this.useBy = useBy;
    this.bestBefore = bestBefore;
    this.made = made;
    this.packed = packed;
  }

  /** The one with this ISO 639-1 code. */
  public static Optional<LabelLanguage> tagged(String tag) {
    return Arrays.stream(values()).filter(language -> language.tag.equals(tag)).findFirst();
  }

  /** All codes, for messages. */
  public static String tags() {
    return Arrays.stream(values()).map(LabelLanguage::tag).collect(Collectors.joining(", "));
  }

  /** ISO 639-1. */
  public String tag() {
    return tag;
  }

  /** The last day on which the product may be used (AI 17). */
  public LabelDate useBy(LocalDate day) {
    return new LabelDate(useBy, day);
  }

  /** The day until which the product keeps its quality (AI 15). */
  public LabelDate bestBefore(LocalDate day) {
    return new LabelDate(bestBefore, day);
  }

  /** The day the product was made (AI 11). */
  public LabelDate made(LocalDate day) {
    return new LabelDate(made, day);
  }

  /** The day the product was packed (AI 13). */
  public LabelDate packed(LocalDate day) {
    return new LabelDate(packed, day);
  }
}
