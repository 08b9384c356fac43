package org.bricscodes.samples.country;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.bricscodes.api.Assembly;
import org.bricscodes.api.Config;
import org.bricscodes.api.KeySettings;
import org.bricscodes.api.TraceServer;
import org.bricscodes.api.client.TraceClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people see of the country's packs, at the real service. */
final class CountryServiceTest {

  private static final String ADMIN_KEY = "admin-key-of-these-tests";

  @TempDir private Path data;

  @Test
  void packs_sentToAService_areGenuineAndHaveNoGap() throws Exception {
    try (TraceServer server = start()) {
      TraceClient admin = TraceClient.of(server.address(), ADMIN_KEY);
      ServiceParties parties = new ServiceParties(admin);
      List<Lot> lots = new Season(11, parties).from(0).limit(2).toList();
      try (Post post = new Post(parties, 8)) {
        for (Lot lot : lots) {
          post.send(lot);
        }
        post.settle();
      }

      for (Lot lot : lots) {
        looksGenuine(admin, lot, true);
      }
    }
  }

  @Test
  void packs_sentTwice_areRecordedOnce() throws Exception {
    try (TraceServer server = start()) {
      TraceClient admin = TraceClient.of(server.address(), ADMIN_KEY);
      ServiceParties parties = new ServiceParties(admin);
      Lot lot = new Season(11, parties).lot(0);
      try (Post post = new Post(parties, 8)) {
        post.send(lot);
        post.settle();
        post.send(new Season(11, new ServiceParties(admin)).lot(0));
        post.settle();
      }

      assertThat(journey(admin, lot.pack(17))).hasSizeBetween(20, 27);
    }
  }

  @Test
  void keysThatAreKept_areUsedByTheNextRun(@TempDir Path folder) throws Exception {
    Path keys = folder.resolve("keys");
    try (TraceServer server = start()) {
      TraceClient admin = TraceClient.of(server.address(), ADMIN_KEY);
      for (int run = 0; run < 2; run++) {
        ServiceParties parties = ServiceParties.keeping(admin, keys);
        try (Post post = new Post(parties, 8)) {
          post.send(new Season(11, parties).lot(0));
          post.settle();
        }
      }

      List<String> lines = Files.readAllLines(keys);
      assertThat(lines).hasSizeGreaterThan(5).allMatch(line -> line.matches("http\\S+\t\\S+"));
      assertThat(admin.keys().list()).hasSize(lines.size() + 1); // and that of the admin
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void packs_filledWithoutAService_areGenuineInOneOverTheSameDirectory() throws Exception {
    Lot lot;
    try (Assembly assembly =
        Assembly.open(data, KeySettings.FILES, Clock.systemUTC(), new SecureRandom())) {
      lot = new Season(11, new LocalCodes(assembly.codes())).lot(5);
      Fill fill = new Fill(assembly);
      fill.record(lot);
      fill.settle();
    }

    try (TraceServer server = start()) {
      looksGenuine(TraceClient.of(server.address(), ADMIN_KEY), lot, false);
    }
  }

  private static void looksGenuine(TraceClient client, Lot lot, boolean named) {
    for (String pack : lot.everyPack(97)) {
      JsonNode scan = client.json("/scan" + pack);
      assertThat(scan.path("verdict").asText()).as(pack).isEqualTo("genuine");
      assertThat(scan.path("gaps")).as(pack).isEmpty();
      assertThat(scan.path("journey").size()).as(pack).isBetween(20, 27);
      assertThat(scan.path("journey").path(0).path("location").path("city").asText("").isEmpty())
          .as("places are told by documents, which filling leaves out: " + pack)
          .isEqualTo(!named);
    }
  }

  private static JsonNode journey(TraceClient client, String pack) {
    return client.json("/scan" + pack).path("journey");
  }

  private TraceServer start() {
    return TraceServer.start(
        Config.local(data).withAdminKey(ADMIN_KEY), Clock.systemUTC(), new SecureRandom());
  }
}
