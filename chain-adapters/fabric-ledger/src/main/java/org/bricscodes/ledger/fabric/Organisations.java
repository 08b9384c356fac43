package org.bricscodes.ledger.fabric;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.LedgerException;
import org.hyperledger.fabric.protos.common.ConfigEnvelope;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.ConfigValue;
import org.hyperledger.fabric.protos.msp.FabricMSPConfig;
import org.hyperledger.fabric.protos.msp.MSPConfig;
import org.hyperledger.fabric.protos.orderer.ConsensusType;

/**
 * The authorities a channel's configuration names: for each organisation of peers and of orderers
 * its one root certificate, DER. An organisation with several, or with authorities below its root,
 * has none here: receipts of such a channel are not for checking off-line.
 */
record Organisations(SortedMap<String, ByteString> peers, SortedMap<String, ByteString> orderers) {

  /**
   * @throws LedgerException.Unavailable if the configuration cannot be read
   * @throws LedgerException.Refused if orderers sign blocks in a way that is not checked here
   */
  static Organisations of(BlockView configuration) throws LedgerException {
    try {
      ConfigGroup channel =
          ConfigEnvelope.parseFrom(configuration.firstPayload().getData())
              .getConfig()
              .getChannelGroup();
      ConfigGroup orderers =
          channel.getGroupsOrDefault("Orderer", ConfigGroup.getDefaultInstance());
      requireSigning(orderers);
      return new Organisations(
          authorities(channel.getGroupsOrDefault("Application", ConfigGroup.getDefaultInstance())),
          authorities(orderers));
    } catch (InvalidProtocolBufferException | CertificateException e) {
      throw Fault.UNAVAILABLE.because("the channel's configuration cannot be read", e);
    }
  }

  /** A block of BFT orderers names its signers by number, not by certificate. */
  private static void requireSigning(ConfigGroup orderers)
      throws LedgerException, InvalidProtocolBufferException {
    String type =
        ConsensusType.parseFrom(
                orderers
                    .getValuesOrDefault("ConsensusType", ConfigValue.getDefaultInstance())
                    .getValue())
            .getType();
    if (type.equals("BFT")) {
      throw Fault.UNSUPPORTED.because(
          "the channel's orderers are of type BFT, whose signatures on blocks are not checked yet");
    }
  }

  /** Every authority, by MSP id. */
  SortedMap<String, ByteString> all(Collection<String> msps) {
    SortedMap<String, ByteString> chosen = new TreeMap<>(orderers);
    chosen.putAll(peers);
    chosen.keySet().retainAll(msps);
    return chosen;
  }

  private static SortedMap<String, ByteString> authorities(ConfigGroup organisations)
      throws InvalidProtocolBufferException, CertificateException {
    SortedMap<String, ByteString> authorities = new TreeMap<>();
    for (ConfigGroup organisation : organisations.getGroupsMap().values()) {
      FabricMSPConfig msp =
          FabricMSPConfig.parseFrom(
              MSPConfig.parseFrom(organisation.getValuesOrThrow("MSP").getValue()).getConfig());
      if (msp.getRootCertsCount() == 1 && msp.getIntermediateCertsCount() == 0) {
        List<X509Certificate> root =
            Certificates.inPem(msp.getRootCerts(0).toString(StandardCharsets.US_ASCII));
        if (root.size() == 1) {
          authorities.put(msp.getName(), ByteString.copyFrom(root.getFirst().getEncoded()));
        }
      }
    }
    return authorities;
  }
}
