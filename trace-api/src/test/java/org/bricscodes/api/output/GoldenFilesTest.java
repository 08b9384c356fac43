package org.bricscodes.api.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bricscodes.codes.SerialRun;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The bytes of every format for one small batch, made with one key at one time, written out as
 * hashes. A download that broke off is gone on with under its tag, years later and by another
 * build; so bytes may become others only together with {@link BatchFormat#version}, which is part
 * of the tag. A library's update counts too: fonts and symbols come from libraries.
 */
final class GoldenFilesTest {

  /** Three sheets, and places from several blocks of serials. */
  private static final int CODES = 50;

  @TempDir private Path folder;

  @ParameterizedTest(name = "{0} {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "CSV | 1 | - | f27d2f313003c7190efac983ece54a7c17ac8f7f012f5a435c610e7d0e395749",
        "CSV | 1 | header=true columns=serial,uri,hri,gtin,lot,expiry,product,inner |"
            + " c0a30b970539603ce469b1307bbdd4e81b01ade1d4cfb49fdf6816115105e2ce",
        "NDJSON | 1 | columns=serial,uri,hri,gtin,lot,expiry,product,inner |"
            + " 455c9e37bf102c4073612765b672c445b3fc52ce6f8f2c3a283ae2e79a1c4bf0",
        "PNG | 1 | - | 210e70a4a368a88169d8737879bb0a92589201fe07c9d93db94a78ef84bb773f",
        "PNG | 1 | level=Q pixels=3 from=7 count=20 |"
            + " 6cbd7de009915496b1fbe8e5ff575edf93a170797c791af428ef4c8e8089d9a6",
        "PNG | 1 | symbology=gs1datamatrix |"
            + " d3a7cae8dd8198f4f7d61d7c331852ee5438c47f1016ebc1969dc89973974358",
        "SVG | 1 | - | 0fd8d1c5c52abd114d4e6d86f59bb7e527f225dbc3acbbbddc5ca82ccfe97b6b",
        "SVG | 1 | symbology=gs1datamatrix |"
            + " b8c8bf4781a061d89bac1a32145c5d58d1778ccda5b62dba732ad105cd2c2f2a",
        "PDF | 1 | - | 7b36a1f41e6de7ef15e3afd5ccd2e0e0348a834ad581425f52cc5f5c730ca1cd",
        "PDF | 1 | sheet=5163 marks=true symbology=gs1datamatrix |"
            + " 9179fc2e4420b822460e0e7d792385492d1aa676bd4356231812a195119d3f93",
        "PDF | 1 | grid=210,297,7,15,2,4,90,60,10,5 level=H dates=false |"
            + " dab10eb9ca5ca8bf0ce2340904584efb22073e2ec311490e18b0c9587ac9569d",
        "ZPL | 1 | - | fe1096020046bf4bc16aa16e8101536382607feef6ef349242d8f7e35d9a7bec",
        "ZPL | 1 | dpi=300 label=70x40 |"
            + " 74ae1d07620715819599e5a0738e42bf26ff60d648b83b3627e309dedda7a807",
        "ZPL | 1 | dpi=600 symbology=gs1datamatrix name=Oolong |"
            + " ff4181d39e936d48b83e31fbd6a615e034b33c560db98a98288ab1c2a218ac0d",
      })
  void bytes_areTheOnesOfThisVersion(BatchFormat format, int version, String options, String sha256)
      throws Exception {
    SerialRun run = TestBatch.of(CODES);

    assertGolden(format, version, TestBatch.file(run, format, parsed(options)), sha256);
  }

  /** Drawn in the font that comes along, which is a library's. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PDF | 1 | 477ccd5a0905dc77a1312bd0aa316bfcb212eaa03dfa4fcf60362a1bc5a6a608",
        "ZPL | 1 | 8e8668e903e0147ab76ac35e064ce39bc7e2d0bad614ecdb6730cd64eea121c9",
      })
  void bytes_ofACyrillicName_areTheOnesOfThisVersion(BatchFormat format, int version, String sha256)
      throws Exception {
    SerialRun run = TestBatch.of("A26-07", "Чай «Аньси»", CODES);

    assertGolden(format, version, TestBatch.file(run, format, Map.of()), sha256);
  }

  /** Drawn in a font the operator named. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PDF | 1 | 4f2f080f7eea974077daa4ba4317bdb24ebdd50c0c35c6f84115ded9ced1a485",
        "ZPL | 1 | d53f663a4db001b38b4415de1d9d56b30dfb51b0bf973198ce9dc99e0729e576",
      })
  void bytes_ofAChineseName_areTheOnesOfThisVersion(BatchFormat format, int version, String sha256)
      throws Exception {
    SerialRun run = TestBatch.of("A26-07", "安溪铁观音", CODES);
    LabelFonts fonts = LabelFonts.of(List.of(SquareFont.in(folder)));

    assertGolden(format, version, TestBatch.file(run, fonts, format, Map.of()), sha256);
  }

  private static void assertGolden(BatchFormat format, int version, BatchFile file, String sha256)
      throws NoSuchAlgorithmException {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Whole.bytes(file));

    assertThat("version " + format.version() + ", SHA-256 " + HexFormat.of().formatHex(digest))
        .as(
            "%s: if its bytes became others, raise BatchFormat.version for %s, so that its tag"
                + " becomes another too and nobody's broken download is gone on with in other"
                + " bytes; then write the new version and hash here",
            format.segment(), format)
        .isEqualTo("version " + version + ", SHA-256 " + sha256);
  }

  private static Map<String, String> parsed(String options) {
    Map<String, String> parsed = new LinkedHashMap<>();
    for (String option : options.equals("-") ? new String[0] : options.split(" ", -1)) {
      String[] sides = option.split("=", 2);
      parsed.put(sides[0], sides[1]);
    }
    return parsed;
  }
}
