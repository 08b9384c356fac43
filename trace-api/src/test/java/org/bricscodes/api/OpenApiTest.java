package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OpenApiTest {

  @Test
  void routes_andDocument_areTheSame(@TempDir Path data) {
    try (RunningServer running = RunningServer.in(data)) {
      assertThat(running.server().operations())
          .doesNotHaveDuplicates()
          .containsExactlyInAnyOrderElementsOf(OpenApi.load().operations());
    }
  }

  @Test
  void docs_listEveryOperationAndProblem_withoutScript(@TempDir Path data) {
    try (RunningServer running = RunningServer.in(data)) {
      var page = running.get("/docs");

      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.body())
          .contains("/codes/batches/{batchId}/codes.csv", "problem-invalid-link")
          .doesNotContain("<script", "http://", "href=\"https://");
      assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
          .startsWith("default-src 'none'; style-src 'sha256-");
    }
  }

  @Test
  void yaml_isServedAsItIs(@TempDir Path data) {
    try (RunningServer running = RunningServer.in(data)) {
      assertThat(running.get("/openapi.yaml").body()).isEqualTo(OpenApi.load().toString());
    }
  }
}
