package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RouteMapTest {

  private static final RouteMap.Stop ANXI = new RouteMap.Stop(25.06, 118.19, "Anxi", false);
  private static final RouteMap.Stop DURBAN = new RouteMap.Stop(-29.86, 31.02, "Durban", true);

  private final RouteMap map = new RouteMap();

  private String draw(RouteMap.Stop... stops) {
    return map.of(List.of(stops), "Map of \"it\"").orElseThrow().html();
  }

  @Test
  void journey_isDrawn_withItsEndsNamed_andItsUnknownPartDashed() {
    String svg = draw(ANXI, DURBAN);

    assertThat(svg)
        .startsWith("<svg viewBox=\"0 0 360 ")
        .contains(
            "role=\"img\"",
            "aria-label=\"Map of &quot;it&quot;\"",
            "class=\"way lost\"",
            ">Anxi</text>",
            ">Durban</text>",
            "class=\"spot end\"")
        .doesNotContain("style=", "NaN", "Infinity");
    assertThat(svg.length()).isLessThan(10_000);
  }

  @Test
  void placesSideBySide_areOneSpot_andAlone_areNoMap() {
    RouteMap.Stop near = new RouteMap.Stop(25.07, 118.2, "Next door", false);

    assertThat(map.of(List.of(ANXI, near), "map")).isEmpty();
    assertThat(map.of(List.of(ANXI), "map")).isEmpty();
    assertThat(map.of(List.of(), "map")).isEmpty();
    assertThat(draw(ANXI, near, DURBAN)).doesNotContain("Next door");
  }

  @Test
  void journey_acrossThePacific_goesTheShortWay() {
    RouteMap.Stop tokyo = new RouteMap.Stop(35.7, 139.7, "Tokyo", false);
    RouteMap.Stop lima = new RouteMap.Stop(-12.0, -77.0, "Lima", false);

    String svg = draw(tokyo, lima);

    // Tokyo in the west, left; Lima in the east, right.
    assertThat(svg).containsPattern("<circle class=\"spot\" cx=\"3[0-9]\" ");
    assertThat(svg).containsPattern("<circle class=\"spot end\" cx=\"32[0-9]\" ");
  }

  @Test
  void name_isEscaped_andShort() {
    String svg =
        draw(ANXI, new RouteMap.Stop(-29.86, 31.02, "<script>\u202e&" + "x".repeat(500), false));

    assertThat(svg).contains("&lt;script&gt;\ufffd&amp;xxxxxxxx…").doesNotContain("<script");
  }

  @Test
  void manyPlaces_andPoles_stayInBounds() {
    List<RouteMap.Stop> stops = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      stops.add(
          new RouteMap.Stop(-90 + (i * 37) % 181, -180 + (i * 61) % 361, "P" + i, i % 2 == 0));
    }

    String svg = map.of(stops, "map").orElseThrow().html();

    assertThat(svg.length()).isLessThan(40_000);
    assertThat(svg).doesNotContain("NaN", "Infinity");
  }

  @Test
  void land_isWhereItIs() {
    Coast coast = Coast.load();

    assertThat(coast.within(30.5, -30.5, 31.5, -29.5)).isNotEmpty(); // Durban
    assertThat(coast.within(-40, 20, -30, 30)).isEmpty(); // the Atlantic
    assertThat(coast.within(179, 66, 181, 68)).isNotEmpty(); // Chukotka, across the meridian
    assertThat(coast.within(0, -20, 30, -10)).hasSize(1); // no shore of Fiji round the world
  }
}
