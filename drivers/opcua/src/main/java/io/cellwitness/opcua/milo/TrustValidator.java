package io.cellwitness.opcua.milo;

import io.cellwitness.api.TimeSource;
import io.cellwitness.opcua.config.Security;
import io.cellwitness.opcua.trust.ServerCheck;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.security.CertificateValidator;

/** Milo's question whether a server is trusted, answered by {@link ServerCheck}. */
final class TrustValidator implements CertificateValidator {

  private final ServerCheck check;
  private final Security security;
  private final String dialledHost;
  private final TimeSource time;
  private volatile String refusal;

  TrustValidator(ServerCheck check, Security security, String dialledHost, TimeSource time) {
    this.check = check;
    this.security = security;
    this.dialledHost = dialledHost;
    this.time = time;
  }

  /** The sentence of the last refusal, because Milo only passes a status code on. */
  Optional<String> refusal() {
    return Optional.ofNullable(refusal);
  }

  /**
   * Asked twice by Milo: when the channel opens, without URI, and when the session is made, with
   * what the endpoint claims to be. The host is checked both times, against what was dialled.
   */
  @Override
  public void validateCertificateChain(
      List<X509Certificate> chain, String applicationUri, String[] validHostnames)
      throws UaException {
    Optional<String> problem;
    try {
      problem =
          check.refusal(
              chain,
              time.now().wall(),
              Optional.of(security.serverName().orElse(dialledHost)),
              security.applicationUri().or(() -> Optional.ofNullable(applicationUri)));
      if (problem.isEmpty() && applicationUri != null) {
        problem = pinned(applicationUri);
      }
    } catch (IOException e) {
      problem = Optional.of("the trust list cannot be read: " + e.getMessage());
    }
    if (problem.isPresent()) {
      refusal = problem.get();
      throw new UaException(StatusCodes.Bad_SecurityChecksFailed, problem.get());
    }
  }

  private Optional<String> pinned(String applicationUri) {
    return security
        .applicationUri()
        .filter(wanted -> !wanted.equals(applicationUri))
        .map(
            wanted ->
                "the server calls itself "
                    + applicationUri
                    + " where the source file wants "
                    + wanted
                    + ": check whom the endpoint reaches");
  }
}
