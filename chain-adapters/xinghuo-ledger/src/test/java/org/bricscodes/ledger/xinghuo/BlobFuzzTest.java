package org.bricscodes.ledger.xinghuo;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.bricscodes.ledger.xinghuo.Operation.Content;
import org.bricscodes.ledger.xinghuo.Operation.Log;
import org.bricscodes.ledger.xinghuo.Operation.PayCoin;
import org.bricscodes.ledger.xinghuo.Operation.Removal;
import org.bricscodes.ledger.xinghuo.Operation.SetMetadata;
import org.bricscodes.ledger.xinghuo.Operation.SetPrivilege;
import org.bricscodes.ledger.xinghuo.Operation.Signer;
import org.bricscodes.ledger.xinghuo.Operation.TypeThreshold;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random blobs: sound ones come back as they were, all others are refused or are sound. */
final class BlobFuzzTest {

  private static final int ROUNDS = 20_000;

  @ParameterizedTest
  @EnumSource(ChainProfile.class)
  void blob_anyTransaction_roundTrips(ChainProfile profile) {
    long seed = new SecureRandom().nextLong();
    SplittableRandom random = new SplittableRandom(seed);
    BlobCodec codec = new BlobCodec(profile);

    for (int i = 0; i < ROUNDS / 10; i++) {
      Transaction tx = transaction(random, profile);

      assertThat(codec.parse(codec.print(tx))).as("seed %d, round %d", seed, i).isEqualTo(tx);
    }
  }

  @ParameterizedTest
  @EnumSource(ChainProfile.class)
  void blob_mutated_isRefusedOrCanonical(ChainProfile profile) {
    long seed = new SecureRandom().nextLong();
    SplittableRandom random = new SplittableRandom(seed);
    BlobCodec codec = new BlobCodec(profile);
    int taken = 0;

    for (int i = 0; i < ROUNDS; i++) {
      byte[] mutant = mutated(codec.print(transaction(random, profile)), random);
      try {
        Transaction tx = codec.parse(mutant);
        taken++;
        assertThat(codec.print(tx)).as("seed %d, round %d", seed, i).isEqualTo(mutant);
      } catch (IllegalArgumentException e) {
        assertThat(e.getMessage()).as("seed %d, round %d", seed, i).isNotEmpty();
      }
    }
    System.out.println(
        "BlobFuzzTest " + profile + " seed " + seed + ": " + taken + " of " + ROUNDS + " taken");
    assertThat(taken).as("seed %d", seed).isBetween(1, ROUNDS - 1);
  }

  @ParameterizedTest
  @EnumSource(ChainProfile.class)
  void blob_noise_isRefusedOrCanonical(ChainProfile profile) {
    long seed = new SecureRandom().nextLong();
    SplittableRandom random = new SplittableRandom(seed);
    BlobCodec codec = new BlobCodec(profile);

    for (int i = 0; i < ROUNDS; i++) {
      byte[] noise = new byte[random.nextInt(64)];
      random.nextBytes(noise);
      try {
        assertThat(codec.print(codec.parse(noise)))
            .as("seed %d: %s", seed, HexFormat.of().formatHex(noise))
            .isEqualTo(noise);
      } catch (IllegalArgumentException e) {
        assertThat(e.getMessage()).isNotEmpty();
      }
    }
  }

  private static byte[] mutated(byte[] blob, SplittableRandom random) {
    byte[] mutant = blob.clone();
    if (mutant.length == 0) { // a transaction of nothing but defaults prints as nothing at all
      return new byte[] {(byte) random.nextInt()};
    }
    int at = random.nextInt(mutant.length);
    return switch (random.nextInt(6)) {
      case 0 -> {
        mutant[at] ^= (byte) (1 << random.nextInt(8));
        yield mutant;
      }
      case 1 -> {
        mutant[at] = (byte) random.nextInt();
        yield mutant;
      }
      case 2 -> Arrays.copyOf(mutant, at);
      case 3 -> Arrays.copyOf(mutant, mutant.length + 1 + random.nextInt(4));
      case 4 -> {
        byte[] longer = Arrays.copyOf(mutant, mutant.length + 1);
        System.arraycopy(mutant, at, longer, at + 1, mutant.length - at);
        yield longer;
      }
      default -> {
        byte[] twice = Arrays.copyOf(mutant, mutant.length * 2);
        System.arraycopy(mutant, 0, twice, mutant.length, mutant.length);
        yield twice;
      }
    };
  }

  private static Transaction transaction(SplittableRandom random, ChainProfile profile) {
    List<Operation> operations = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      operations.add(new Operation(text(random), hex(random), content(random)));
    }
    return new Transaction(
        text(random),
        number(random),
        text(random),
        operations,
        hex(random),
        number(random),
        number(random),
        number(random),
        number(random),
        profile == ChainProfile.BIF_CORE ? random.nextInt(3) : 0);
  }

  private static Content content(SplittableRandom random) {
    return switch (random.nextInt(4)) {
      case 0 ->
          new SetMetadata(
              text(random),
              text(random),
              number(random),
              random.nextBoolean() ? Removal.KEEP : Removal.DELETE);
      case 1 -> new PayCoin(text(random), number(random), text(random));
      case 2 -> new Log(text(random), List.of(text(random), "", text(random)));
      default ->
          new SetPrivilege(
              text(random),
              List.of(new Signer(text(random), number(random)), new Signer("", 0)),
              text(random),
              List.of(new TypeThreshold(number(random), number(random))));
    };
  }

  private static long number(SplittableRandom random) {
    return random.nextInt(4) == 0 ? 0 : random.nextLong(Long.MAX_VALUE) >>> random.nextInt(63);
  }

  private static String text(SplittableRandom random) {
    return List.of("", "a", "did:bid:efNs6DGRwnaWvdBqp6PVLFJQzL5rxYeF", "溯源码", "x".repeat(300))
        .get(random.nextInt(5));
  }

  private static String hex(SplittableRandom random) {
    return List.of("", "00", "0123456789abcdef").get(random.nextInt(3));
  }
}
