package org.bricscodes.scans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

final class PlaceTableTest {

  private static PlaceTable table(String text) throws IOException, ScanFileException {
    return PlaceTable.read(new BufferedReader(new StringReader(text)), 1);
  }

  private static Optional<Place> find(PlaceTable table, String address) {
    return table.find(InetAddress.ofLiteral(address));
  }

  @Test
  void addresses_areFound_asCellsAndCountries() throws Exception {
    PlaceTable table =
        table(
            """
            network,country,latitude,longitude
            # documentation networks
            203.0.113.0/24,CN,24.48,118.09
            192.0.2.0/25,RU
            192.0.2.128/25,BR,-23.55,-46.63
            2001:db8::/32,IN,28.61,77.21
            """);

    assertThat(table.size()).isEqualTo(4);
    assertThat(find(table, "203.0.113.255")).contains(new Place("CN", new Cell(24.5, 118.5, 1)));
    assertThat(find(table, "192.0.2.127")).contains(new Place("RU", null));
    assertThat(find(table, "192.0.2.128")).contains(new Place("BR", new Cell(-23.5, -46.5, 1)));
    assertThat(find(table, "2001:db8:1::5")).contains(new Place("IN", new Cell(28.5, 77.5, 1)));
    assertThat(find(table, "203.0.114.0")).isEmpty();
    assertThat(find(table, "2001:db9::")).isEmpty();
  }

  @Test
  void ends_ofTheAddressSpace_areFound() throws Exception {
    PlaceTable table = table("0.0.0.0/1,CN\n128.0.0.0/1,RU\n::/0,BR\n");

    assertThat(find(table, "0.0.0.0")).contains(new Place("CN", null));
    assertThat(find(table, "255.255.255.255")).contains(new Place("RU", null));
    assertThat(find(table, "ffff:ffff::")).contains(new Place("BR", null));
  }

  @Test
  void everyFault_isNamedByItsLine() {
    assertThatThrownBy(
            () ->
                table(
                    """
                    10.0.0.1/8,CN
                    example.org,CN
                    10.0.0.0/8,china
                    11.0.0.0/8,CN,91,0
                    12.0.0.0/8
                    2001:db8::1/128,CN
                    """))
        .asInstanceOf(InstanceOfAssertFactories.type(ScanFileException.class))
        .extracting(ScanFileException::faults)
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .containsExactly(
            "line 1: bits behind the prefix must be zero: 10.0.0.0/8 rather than 10.0.0.1/8",
            "line 2: must be an address or a network such as 10.0.0.0/8 or 2001:db8::/32, found"
                + " example.org",
            "line 3: a country is two capital letters, found china",
            "line 4: must be degrees from -90.0 to 90.0, found 91",
            "line 5: must be network,country or network,country,latitude,longitude",
            "line 6: a network of IPv6 has at most 64 bits here");
  }

  @Test
  void overlap_isNamedByBothLines() {
    assertThatThrownBy(() -> table("10.0.0.0/8,CN\n10.1.0.0/16,RU\n"))
        .hasMessage("line 2: its network overlaps that of line 1");
  }
}
