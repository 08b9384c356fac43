package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.bricscodes.api.client.AliasRequest;
import org.bricscodes.api.client.Aliases;
import org.bricscodes.api.client.ApiFailure;
import org.bricscodes.api.client.ProblemFault;
import org.bricscodes.api.client.RegisteredAlias;
import org.bricscodes.api.client.TraceClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client's face of codes made elsewhere, against the real service. */
final class ClientAliasesTest {

  private static final String OWNER = "https://id.gs1.org/417/9521222000001";
  private static final String OTHER = "https://id.gs1.org/417/9521333000006";
  private static final String PRODUCT = "/01/09521222000018";

  @TempDir private Path data;
  private RunningServer running;
  private Aliases admin;
  private Aliases factory;
  private Aliases other;

  @SuppressWarnings("NullAway.Init") // set before each test
  ClientAliasesTest() {}

  @BeforeEach
  void start() {
    running = RunningServer.in(data);
    TraceClient client = TraceClient.of(running.server().address(), RunningServer.ADMIN_KEY);
    admin = client.aliases();
    factory = client.as(running.key(OWNER, "exporter")).aliases();
    other = client.as(running.key(OTHER, "exporter")).aliases();
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void code_isRegistered_found_listed_andTakenBack() {
    AliasRequest heading = new AliasRequest("hs", "0902.10", "https://any.example" + PRODUCT);

    RegisteredAlias registered = factory.register(heading);

    assertThat(factory.register(heading)).isEqualTo(registered);
    assertThat(registered.code()).isEqualTo("0902.10");
    assertThat(registered.target()).isEqualTo("https://id.gs1.org" + PRODUCT);
    assertThat(registered.gtin()).isEqualTo("09521222000018");
    assertThat(registered.owner()).isEqualTo(OWNER);
    assertThat(other.find("0902 10 00")).containsExactly(registered);
    assertThat(factory.list()).containsExactly(registered);
    factory.remove(heading);
    assertThat(factory.find("0902.10")).isEmpty();
    assertThat(
            catchThrowableOfType(ApiFailure.Refused.class, () -> factory.remove(heading)).status())
        .isEqualTo(404);
  }

  @Test
  void anothersCode_isRefused_untilAnAdminGivesIt() {
    AliasRequest bid = new AliasRequest("bid", "did:bid:ef2uPGHcoU8VgQ", PRODUCT);
    other.register(bid);

    assertThat(catchThrowableOfType(ApiFailure.Refused.class, () -> factory.register(bid)).status())
        .isEqualTo(409);
    assertThat(admin.give(bid, OWNER).owner()).isEqualTo(OWNER);
    assertThat(other.list()).isEmpty();
  }

  @Test
  void lists_areRegistered_ofAnyForm_andPaged() {
    List<AliasRequest> items =
        IntStream.range(0, 1_500)
            .mapToObj(i -> AliasRequest.item("sgtin", PRODUCT + "/21/S" + i))
            .toList();

    assertThat(factory.registerAll(items)).isEqualTo(new Aliases.Receipt(1_500, 0, 0));
    assertThat(
            factory.registerAll(
                "scheme,code\nsgtin," + PRODUCT + "/21/S0\nsgtin," + PRODUCT + "/21/T0\n",
                Aliases.ListForm.CSV))
        .isEqualTo(new Aliases.Receipt(1, 1, 0));
    assertThat(factory.list()).hasSize(1_501).doesNotHaveDuplicates();
  }

  @Test
  void faultyList_namesEveryLine() {
    ApiFailure.Refused refused =
        catchThrowableOfType(
            ApiFailure.Refused.class,
            () ->
                factory.registerAll(
                    List.of(
                        AliasRequest.item("sgtin", PRODUCT + "/21/A"),
                        AliasRequest.item("sgtin", PRODUCT),
                        AliasRequest.item("Sgtin", PRODUCT + "/21/B"))));

    assertThat(refused.faults())
        .extracting(ProblemFault::where)
        .containsExactly("line 2", "line 3");
    assertThat(factory.list()).isEmpty();
  }
}
