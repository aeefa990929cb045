package io.cellwitness.opcua.milo;

import io.cellwitness.opcua.config.Identity;
import io.cellwitness.opcua.config.OpcUaSource;
import io.cellwitness.opcua.link.LinkException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.UaServiceFaultException;

/** Milo's failures as sentences, and its futures as bounded waits. */
final class Faults {

  private static final Set<Long> USER_REFUSED =
      Set.of(
          StatusCodes.Bad_IdentityTokenInvalid,
          StatusCodes.Bad_IdentityTokenRejected,
          StatusCodes.Bad_UserAccessDenied,
          StatusCodes.Bad_UserSignatureInvalid);

  private static final Set<Long> CLIENT_REFUSED =
      Set.of(
          StatusCodes.Bad_SecurityChecksFailed,
          StatusCodes.Bad_CertificateUntrusted,
          StatusCodes.Bad_CertificateInvalid,
          StatusCodes.Bad_CertificateUriInvalid,
          StatusCodes.Bad_CertificateTimeInvalid,
          StatusCodes.Bad_CertificateUseNotAllowed,
          StatusCodes.Bad_CertificateChainIncomplete);

  private static final Set<Long> TOO_LARGE =
      Set.of(
          StatusCodes.Bad_ResponseTooLarge,
          StatusCodes.Bad_EncodingLimitsExceeded,
          StatusCodes.Bad_TcpMessageTooLarge);

  private static final Set<Long> TOO_MANY =
      Set.of(StatusCodes.Bad_TooManyOperations, StatusCodes.Bad_RequestTooLarge);

  /** Faults of the session or the server, which no other question would avoid. */
  private static final Set<Long> LOST =
      Set.of(
          StatusCodes.Bad_SessionIdInvalid,
          StatusCodes.Bad_SessionClosed,
          StatusCodes.Bad_SessionNotActivated,
          StatusCodes.Bad_SecureChannelIdInvalid,
          StatusCodes.Bad_SecureChannelClosed,
          StatusCodes.Bad_SecurityChecksFailed,
          StatusCodes.Bad_ConnectionClosed,
          StatusCodes.Bad_ConnectionRejected,
          StatusCodes.Bad_CommunicationError,
          StatusCodes.Bad_Timeout,
          StatusCodes.Bad_RequestTimeout,
          StatusCodes.Bad_TcpServerTooBusy,
          StatusCodes.Bad_ServerNotConnected,
          StatusCodes.Bad_ServerHalted,
          StatusCodes.Bad_Shutdown);

  private Faults() {}

  /** Whether an answer was larger than one side allows. */
  static boolean isTooLarge(LinkException failure) {
    return status(failure, TOO_LARGE);
  }

  /**
   * Whether asking for fewer nodes may go through: the server answered, with a fault. Some call a
   * large answer internal, some a node they cannot read.
   */
  static boolean mayLieInOneNode(LinkException failure) {
    return isTooLarge(failure)
        || status(failure, TOO_MANY)
        || failure.getCause() instanceof UaServiceFaultException && !status(failure, LOST);
  }

  private static boolean status(LinkException failure, Set<Long> codes) {
    return UaException.extractStatusCode(failure)
        .filter(status -> codes.contains(status.value()))
        .isPresent();
  }

  /** Waits for an answer, for so long and no longer. */
  static <T> T await(CompletableFuture<T> future, Duration within, String endpoint)
      throws LinkException, InterruptedException {
    try {
      return future.get(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new LinkException(
          LinkException.Kind.UNREACHABLE,
          "the OPC UA server "
              + endpoint
              + " did not answer within "
              + within.toMillis()
              + " ms; check that it runs and that the network lets it through",
          e);
    } catch (ExecutionException e) {
      throw unreachable(e.getCause(), endpoint);
    }
  }

  static LinkException unreachable(Throwable cause, String endpoint) {
    if (UaException.extractStatusCode(cause)
        .filter(status -> status.value() == StatusCodes.Bad_ConnectionClosed)
        .isPresent()) {
      // Milo leaves a server whose answer it cannot decode, and says no more than this.
      return new LinkException(
          LinkException.Kind.UNREACHABLE,
          "the connection to the OPC UA server "
              + endpoint
              + " ended in the middle of an answer: the server stopped, or its answer was larger"
              + " than is read or no OPC UA; check that it runs and what it is",
          cause);
    }
    return new LinkException(
        LinkException.Kind.UNREACHABLE,
        "the OPC UA server "
            + endpoint
            + " cannot be reached ("
            + words(cause)
            + "); check that it runs, its port and the network",
        cause);
  }

  /** Why a session did not come about although the server answered. */
  static LinkException noSession(
      LinkException failed, TrustValidator validator, OpcUaSource source, Path ownCertificate) {
    Throwable cause = failed.getCause();
    String where = "the OPC UA server " + source.endpoint() + " cannot be used: ";
    if (validator.refusal().isPresent()) {
      return refused(where + validator.refusal().get(), cause);
    }
    long status = UaException.extractStatusCode(cause).map(s -> s.value()).orElse(0L);
    if (USER_REFUSED.contains(status)) {
      return refused(
          where
              + "it refused "
              + who(source.identity())
              + " ("
              + words(cause)
              + "); correct \"identity\" in the source file",
          cause);
    }
    if (CLIENT_REFUSED.contains(status)) {
      return refused(
          where
              + "it did not accept this gateway's certificate ("
              + words(cause)
              + "); have it trust "
              + ownCertificate,
          cause);
    }
    return failed;
  }

  static LinkException refused(String sentence, Throwable cause) {
    return new LinkException(LinkException.Kind.REFUSED, sentence, cause);
  }

  private static String who(Identity identity) {
    if (identity instanceof Identity.Password password) {
      return "user '" + password.user() + "'";
    }
    return identity instanceof Identity.Certificate ? "the user certificate" : "anonymous users";
  }

  /** The status' name, or the plainest words the failure has. */
  static String words(Throwable failure) {
    return UaException.extractStatusCode(failure)
        .flatMap(status -> StatusCodes.lookup(status.value()))
        .map(names -> names[0])
        .orElseGet(() -> plain(failure));
  }

  private static String plain(Throwable failure) {
    Throwable root = failure;
    for (int depth = 0; root.getCause() != null && depth < 16; depth++) {
      root = root.getCause();
    }
    String message = root.getMessage();
    return message == null || message.length() > 200 ? root.getClass().getSimpleName() : message;
  }
}
