package org.bricscodes.ledger.xinghuo;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs one model node for people: a fresh chain in memory on a loopback port, and a settings file
 * for the service, {@code xinghuo.properties}, with a key of a funded account beside it. Ends when
 * it is ended; the chain ends with it.
 *
 * <pre>
 * ModelNodeMain DIR [profile=bif-core] [algorithm=ed25519] [port=0] [block-millis=1000]
 * </pre>
 */
final class ModelNodeMain {

  private static final long FUNDS = 100_000_000_000L;

  private ModelNodeMain() {}

  public static void main(String[] args) throws IOException {
    if (args.length == 0) {
      System.err.println(
          "usage: ModelNodeMain DIR [profile=bif-core|zetrix] [algorithm=ed25519|sm2] [port=N]"
              + " [block-millis=N]");
      System.exit(2);
      return;
    }
    Path dir = Files.createDirectories(Path.of(args[0]));
    Properties options = options(args);
    ChainProfile profile = ChainProfile.named(options.getProperty("profile", "bif-core"));
    SecureRandom random = new SecureRandom();
    byte[] name = new byte[8];
    random.nextBytes(name);
    ModelChain chain =
        new ModelChain(profile, 0, HexFormat.of().formatHex(name), InstantSource.system());
    SigningKey key =
        SigningKey.generate(
            options.getProperty("algorithm", "ed25519").equals("sm2")
                ? KeyAlgorithm.SM2
                : KeyAlgorithm.ED25519,
            random);
    String address = profile.keys().address(key.verifyingKey());
    chain.fund(address, FUNDS);
    ModelNode node = ModelNode.start(chain, Integer.parseInt(options.getProperty("port", "0")), 0);
    Network.writeOwnerOnly(dir.resolve("xinghuo.key"), profile.keys().printPrivate(key) + "\n");
    Network.writeOwnerOnly(dir.resolve("xinghuo.properties"), settings(chain, node, address));
    mine(chain, Long.parseLong(options.getProperty("block-millis", "1000")));
    System.out.println("listening on " + node.uri());
    System.out.println("settings in " + dir.resolve("xinghuo.properties"));
  }

  private static String settings(ModelChain chain, ModelNode node, String address) {
    return """
    # A model node: a chain in memory that ends with its process. It proves nothing.
    adapter=xinghuo
    policy=local
    profile=%s
    nodes=%s
    genesis=%s
    address=%s
    key-file=xinghuo.key
    """
        .formatted(chain.profile().id(), node.uri(), chain.genesis(), address);
  }

  /** A block when something waits, and one a minute when nothing does. */
  private static void mine(ModelChain chain, long millis) {
    long idle = Math.max(1, Duration.ofMinutes(1).toMillis() / millis);
    Thread.ofPlatform()
        .start(
            () -> {
              for (long tick = 1; ; tick++) {
                LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
                if (!chain.pool().isEmpty() || tick % idle == 0) {
                  chain.mine();
                }
              }
            });
  }

  private static Properties options(String[] args) throws IOException {
    Properties options = new Properties();
    for (int i = 1; i < args.length; i++) {
      try (Reader line = new StringReader(args[i])) {
        options.load(line);
      }
    }
    return options;
  }
}
