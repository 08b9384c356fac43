package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.bricscodes.provenance.Verdict;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A link that was sent to somebody had a title and no picture. */
@SuppressWarnings("NullAway.Init") // the server runs before the tests
final class PictureDoorsTest {

  @TempDir static Path data;

  private static RunningServer running;

  @BeforeAll
  static void start() {
    running = RunningServer.in(data);
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  private static BufferedImage picture(String word) throws IOException {
    HttpResponse<byte[]> answer = running.raw(running.open("/scan/picture/" + word + ".png"));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("image/png");
    assertThat(answer.headers().firstValue("Cache-Control")).contains("public, max-age=86400");
    assertThat(answer.body().length).isLessThan(8 << 10);
    return Objects.requireNonNull(ImageIO.read(new ByteArrayInputStream(answer.body())));
  }

  @ParameterizedTest
  @EnumSource(Verdict.class)
  void verdict_hasAPicture_ofTheSizeThatPreviewsShow(Verdict verdict) throws IOException {
    BufferedImage picture = picture(verdict.word());

    assertThat(picture.getWidth()).isEqualTo(600);
    assertThat(picture.getHeight()).isEqualTo(315);
  }

  @Test
  void sign_isWhite_onTheVerdictsColour() throws IOException {
    BufferedImage genuine = picture("genuine");
    BufferedImage recalled = picture("recalled");

    assertThat(genuine.getRGB(2, 2)).isEqualTo(0xFF0b5f41);
    assertThat(recalled.getRGB(2, 2)).isEqualTo(0xFF97131b);
    assertThat(picture("copied").getRGB(2, 2)).isEqualTo(0xFF7b4a00);
    // The foot of the tick, and the top of the triangle; each is ground in the other.
    assertThat(genuine.getRGB(282, 211)).isEqualTo(0xFFFFFFFF);
    assertThat(recalled.getRGB(300, 86)).isEqualTo(0xFFFFFFFF);
    assertThat(genuine.getRGB(300, 86)).isNotEqualTo(0xFFFFFFFF);
  }

  @Test
  void picture_isTheSame_eachTimeItIsDrawn() {
    assertThat(VerdictPicture.png(VerdictPicture.Sign.CLOCK, 0x123456))
        .isEqualTo(VerdictPicture.png(VerdictPicture.Sign.CLOCK, 0x123456));
  }

  @Test
  void otherPicture_isNotFound_andThoseThereAreNamed() {
    HttpResponse<String> answer = running.get("/scan/picture/other.png");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("copied.png", "wrong-lot.png");
  }

  @Test
  void page_namesItsAddress_andThePictureOfItsVerdict() {
    String code = "/scan/01/09521222000018/21/made-up";
    String page =
        running.send(running.open(code + "?lang=en").header("Accept", "text/html")).body();
    String here = running.server().address().toString();

    assertThat(page)
        .contains(
            "<meta property=\"og:url\" content=\"" + here + code + "\">",
            "<meta property=\"og:image\" content=\"" + here + "/scan/picture/",
            "<meta property=\"og:image:alt\" content=\"");
  }
}
