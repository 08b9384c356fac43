package org.bricscodes.ledger.fabric;

import io.grpc.Status;
import java.net.ConnectException;
import java.security.GeneralSecurityException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.LedgerException;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;

/**
 * What a gateway's failure means. A gateway answers with a gRPC status and, for each peer or
 * orderer it asked, a detail in words; what a chaincode said stands only there, after {@code
 * chaincode response 500,}.
 */
final class Faults {

  private static final Pattern CHAINCODE =
      Pattern.compile("chaincode response [0-9]+, (?:([A-Z_]{4,20}): )?(.*)", Pattern.DOTALL);
  private static final Pattern MISSING =
      Pattern.compile("not found|no such transaction", Pattern.CASE_INSENSITIVE);

  /** A channel the peer is not in, a chaincode the channel does not have. */
  private static final Pattern UNDEFINED =
      Pattern.compile(
          "failed to get config for channel|namespace .* is not defined"
              + "|has been successfully defined|chaincode definition for .* does not exist");

  private static final int MAX_WORDS = 500;

  private Faults() {}

  /** A failure of something that writes nothing. */
  static LedgerException reading(GatewayException e) {
    Optional<LedgerException> refusal = refusal(e);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    if (isForbidden(e)) {
      return Fault.UNAUTHORIZED.because(words(e), e);
    }
    return UNDEFINED.matcher(words(e)).find()
        ? Fault.WRONG_NETWORK.because(words(e), e)
        : Fault.UNAVAILABLE.because(words(e), e);
  }

  /**
   * A failure of sending a transaction. Only an orderer's plain no, and a connection that was never
   * made, are certain; a gateway that reached no orderer may have reached one whose answer was
   * lost.
   */
  static LedgerException sending(GatewayException e) {
    String words = words(e);
    boolean refused = e.getStatus().getCode() == Status.Code.ABORTED;
    if ((refused && words.contains("status=FORBIDDEN")) || isForbidden(e)) {
      return Fault.UNAUTHORIZED.because(words, e);
    }
    if ((refused && words.contains("status=BAD_REQUEST"))
        || e.getStatus().getCode() == Status.Code.INVALID_ARGUMENT) {
      return Fault.REJECTED.because(words, e);
    }
    return neverConnected(e)
        ? Fault.UNAVAILABLE.because(words, e)
        : Fault.TIMEOUT.because(words, e);
  }

  /** Whether nobody answered, no peer, or a connection that broke, and somebody may in a moment. */
  static boolean isUnreachable(GatewayException e) {
    if (tls(e).isPresent() || UNDEFINED.matcher(words(e)).find()) {
      return false;
    }
    return switch (e.getStatus().getCode()) {
      case UNAVAILABLE -> true;
      // A connection that ends in the middle; what a gateway itself does not know has details.
      case UNKNOWN -> e.getDetails().isEmpty() && refusal(e).isEmpty();
      default -> false;
    };
  }

  /** Whether another peer may do better. */
  static boolean isOfThisPeer(GatewayException e) {
    if (isUnreachable(e)) {
      return true;
    }
    return switch (e.getStatus().getCode()) {
      case UNAVAILABLE, DEADLINE_EXCEEDED, UNIMPLEMENTED, FAILED_PRECONDITION -> true;
      case INTERNAL, DATA_LOSS -> true;
      // Endorsers that could not be reached, or stood at different heights; not a chaincode's no.
      case ABORTED -> refusal(e).isEmpty() && !words(e).contains("from orderer");
      default -> false;
    };
  }

  /**
   * Whether only some of the endorsers refused, or they answered differently: as a rule because one
   * has not committed yet what another has. A moment later they agree.
   */
  static boolean isDisagreement(GatewayException e, List<String> endorsers) {
    if (words(e).contains("ProposalResponsePayloads do not match")) {
      return true;
    }
    Set<String> refusing = new HashSet<>();
    for (ErrorDetail detail : e.getDetails()) {
      Matcher m = CHAINCODE.matcher(detail.getMessage());
      if (m.find() && m.group(1) != null) {
        refusing.add(detail.getMspId());
      }
    }
    return !refusing.isEmpty() && !refusing.containsAll(endorsers);
  }

  /** Whether a system chaincode says that it has no such thing. */
  static boolean saysMissing(GatewayException e) {
    Matcher m = CHAINCODE.matcher(words(e));
    return m.find() && MISSING.matcher(m.group(2)).find();
  }

  /** What our chaincode refused with, if it did. */
  static Optional<LedgerException> refusal(GatewayException e) {
    Matcher m = CHAINCODE.matcher(words(e));
    if (!m.find() || m.group(1) == null) {
      return Optional.empty(); // a peer that could not execute it says so in the same form
    }
    Fault fault =
        switch (m.group(1)) {
          case "INVALID_INPUT" -> Fault.INVALID_INPUT;
          case "STALE_HEAD" -> Fault.STALE_HEAD;
          case "CONTRADICTION" -> Fault.CONTRADICTION;
          case "HELD" -> Fault.HELD;
          case "NOT_HELD" -> Fault.NOT_HELD;
          case "EXPIRED" -> Fault.EXPIRED;
          default -> Fault.REJECTED;
        };
    return Optional.of(fault.because(shortened(m.group(2)), e));
  }

  /** What the gateway said, and each whom it asked. Nothing of it is secret. */
  static String words(GatewayException e) {
    StringBuilder words = new StringBuilder(String.valueOf(e.getStatus().getDescription()));
    for (ErrorDetail detail : e.getDetails()) {
      words.append("; ").append(detail.getMspId()).append(' ').append(detail.getAddress());
      words.append(": ").append(detail.getMessage());
    }
    tls(e).ifPresent(trouble -> words.append("; ").append(trouble));
    refused(e).ifPresent(trouble -> words.append("; ").append(trouble));
    return shortened(e.getStatus().getCode() + " " + words);
  }

  /** Why the two ends do not take each other's certificates, if that is why nothing was said. */
  private static Optional<String> tls(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof GeneralSecurityException) {
        return Optional.of(
            "the peer's TLS certificate is not of 'tls-ca-file', or of another host");
      }
      if (cause instanceof SSLException
          && String.valueOf(cause.getMessage()).contains("CERTIFICATE")) {
        return Optional.of("the peer asks for a certificate it trusts: 'tls-certificate-file'");
      }
    }
    return Optional.empty();
  }

  private static boolean isForbidden(GatewayException e) {
    return switch (e.getStatus().getCode()) {
      case PERMISSION_DENIED, UNAUTHENTICATED -> true;
      default -> words(e).contains("access denied") || words(e).contains("identity expired");
    };
  }

  /** Whether nothing can have been asked, because there was no connection. */
  static boolean neverConnected(GatewayException e) {
    return refused(e).isPresent();
  }

  private static Optional<String> refused(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException) {
        return Optional.of(String.valueOf(cause.getMessage()));
      }
    }
    return Optional.empty();
  }

  private static String shortened(String words) {
    return words.length() <= MAX_WORDS ? words : words.substring(0, MAX_WORDS) + "…";
  }
}
