package org.bricscodes.chaincode;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Properties;
import org.hyperledger.fabric.metrics.Metrics;
import org.hyperledger.fabric.shim.ChaincodeServerProperties;
import org.hyperledger.fabric.shim.NettyChaincodeServer;
import org.hyperledger.fabric.traces.Traces;

/**
 * Runs the chaincode as a service that peers connect to. Reads from the environment:
 *
 * <ul>
 *   <li>{@code CHAINCODE_SERVER_ADDRESS}: where to listen, {@code host:port}
 *   <li>{@code CORE_CHAINCODE_ID_NAME}: the package id, as the peers computed it
 *   <li>{@code CHAINCODE_CLOCK_SECONDS}: how far the time of a proposal may be from this machine's
 *       clock; 300 unless given
 *   <li>{@code CHAINCODE_TLS_KEY}, {@code CHAINCODE_TLS_CERT}: PEM files; with both, peers connect
 *       by TLS; and {@code CHAINCODE_TLS_CLIENT_CA}, PEM: then only with a certificate of that CA
 * </ul>
 *
 * <p>Without TLS whoever reaches the address can talk to it as a peer would: keep it on loopback or
 * in a network of the peer's own. Start it with nothing else of Fabric in the environment: the shim
 * would take a peer's settings for its own.
 */
final class Main {

  private static final int MAX_MESSAGE_BYTES = 100 << 20;

  private Main() {}

  public static void main(String[] arguments) throws Exception {
    Map<String, String> environment = System.getenv();
    Duration tolerance =
        Duration.ofSeconds(
            Long.parseLong(environment.getOrDefault("CHAINCODE_CLOCK_SECONDS", "300")));
    required(environment, "CORE_CHAINCODE_ID_NAME");
    RecordChaincode chaincode = new RecordChaincode(InstantSource.system(), tolerance);
    chaincode.processEnvironmentOptions();
    // Read now, because the server asks for them when the first peer connects.
    Properties settings = chaincode.getChaincodeConfig();
    Metrics.initialize(settings);
    Traces.initialize(settings);
    new NettyChaincodeServer(chaincode, properties(environment)).start();
  }

  private static ChaincodeServerProperties properties(Map<String, String> environment) {
    String address = required(environment, "CHAINCODE_SERVER_ADDRESS");
    int colon = address.lastIndexOf(':');
    if (colon < 1 || !address.substring(colon + 1).matches("[0-9]{1,5}")) {
      throw new IllegalArgumentException("CHAINCODE_SERVER_ADDRESS is host:port");
    }
    ChaincodeServerProperties properties = new ChaincodeServerProperties();
    properties.setServerAddress(
        new InetSocketAddress(
            address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))));
    properties.setMaxInboundMessageSize(MAX_MESSAGE_BYTES);
    if (environment.containsKey("CHAINCODE_TLS_KEY")) {
      properties.setTlsEnabled(true);
      properties.setKeyFile(required(environment, "CHAINCODE_TLS_KEY"));
      properties.setKeyCertChainFile(required(environment, "CHAINCODE_TLS_CERT"));
      if (environment.containsKey("CHAINCODE_TLS_CLIENT_CA")) {
        properties.setTrustCertCollectionFile(required(environment, "CHAINCODE_TLS_CLIENT_CA"));
      }
    }
    return properties;
  }

  private static String required(Map<String, String> environment, String name) {
    String value = environment.get(name);
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException(name + " is not set");
    }
    return value;
  }
}
