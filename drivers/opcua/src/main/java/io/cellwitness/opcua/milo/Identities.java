package io.cellwitness.opcua.milo;

import io.cellwitness.opcua.config.Identity;
import io.cellwitness.opcua.config.MessageMode;
import io.cellwitness.opcua.config.OpcUaSource;
import io.cellwitness.opcua.config.Policy;
import io.cellwitness.opcua.link.LinkException;
import io.cellwitness.opcua.trust.CertificateFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.util.stream.Stream;
import org.eclipse.milo.opcua.sdk.client.identity.AnonymousProvider;
import org.eclipse.milo.opcua.sdk.client.identity.IdentityProvider;
import org.eclipse.milo.opcua.sdk.client.identity.UsernameProvider;
import org.eclipse.milo.opcua.sdk.client.identity.X509IdentityProvider;
import org.eclipse.milo.opcua.stack.core.security.CertificateValidator;
import org.eclipse.milo.opcua.stack.core.types.enumerated.UserTokenType;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.UserTokenPolicy;

/** Identities as Milo wants them. Secrets are read when they are needed and not kept. */
final class Identities {

  private static final int MAX_PASSWORD = 1024;

  private Identities() {}

  static IdentityProvider provider(
      OpcUaSource source, EndpointDescription endpoint, CertificateValidator validator)
      throws LinkException {
    Identity identity = source.identity();
    if (identity instanceof Identity.Password user) {
      UserTokenPolicy way =
          offered(endpoint, UserTokenType.UserName)
              .filter(token -> safe(token, source))
              .findFirst()
              .orElseThrow(
                  () ->
                      Faults.refused(
                          "the OPC UA server "
                              + source.endpoint()
                              + " takes no password, or only an unprotected one; use another"
                              + " identity or mode SignAndEncrypt",
                          null));
      return new UsernameProvider(
          user.user(), password(user.passwordFile()), validator, tokens -> way);
    }
    if (identity instanceof Identity.Certificate user) {
      require(endpoint, UserTokenType.Certificate, "user certificates", source);
      return certificate(user);
    }
    require(endpoint, UserTokenType.Anonymous, "anonymous users", source);
    return AnonymousProvider.INSTANCE;
  }

  private static void require(
      EndpointDescription endpoint, UserTokenType type, String who, OpcUaSource source)
      throws LinkException {
    if (offered(endpoint, type).findFirst().isEmpty()) {
      throw Faults.refused(
          "the OPC UA server "
              + source.endpoint()
              + " admits no "
              + who
              + "; set \"identity\" in a source file to one it admits",
          null);
    }
  }

  private static Stream<UserTokenPolicy> offered(EndpointDescription endpoint, UserTokenType type) {
    UserTokenPolicy[] tokens = endpoint.getUserIdentityTokens();
    return Stream.of(tokens == null ? new UserTokenPolicy[0] : tokens)
        .filter(token -> token.getTokenType() == type);
  }

  /**
   * Whether a password travels protected this way. A server, or somebody in between, may offer to
   * take it unencrypted or under a broken policy.
   */
  private static boolean safe(UserTokenPolicy token, OpcUaSource source) {
    String uri = token.getSecurityPolicyUri();
    if (uri == null || uri.isEmpty()) {
      return true;
    }
    boolean encrypted = source.security().mode() == MessageMode.SIGN_AND_ENCRYPT;
    return Policy.of(Policy.labelOf(uri))
        .filter(policy -> policy != Policy.NONE || encrypted)
        .isPresent();
  }

  private static String password(Path file) throws LinkException {
    closed("password file", file);
    String line;
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      char[] buffer = new char[MAX_PASSWORD];
      int length = Math.max(0, reader.read(buffer));
      line = new String(buffer, 0, length).lines().findFirst().orElse("");
    } catch (IOException e) {
      throw local("the password file " + file + " cannot be read; check its owner and mode", e);
    }
    if (line.isEmpty()) {
      throw local("the first line of the password file " + file + " must be the password", null);
    }
    return line;
  }

  /** A secret that everybody on this machine can read is none. */
  private static void closed(String what, Path file) throws LinkException {
    try {
      if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
        throw local(
            "everybody can read the " + what + " " + file + "; set its mode to 0640 or stricter",
            null);
      }
    } catch (NoSuchFileException e) {
      throw local("there is no " + what + " " + file + "; make it, or name another one", e);
    } catch (IOException e) {
      throw local("the " + what + " " + file + " cannot be read; check its owner and mode", e);
    }
  }

  private static IdentityProvider certificate(Identity.Certificate user) throws LinkException {
    closed("private key", user.privateKeyFile());
    try {
      return new X509IdentityProvider(
          CertificateFiles.certificate(user.certificateFile()),
          CertificateFiles.privateKey(user.privateKeyFile()));
    } catch (IOException | GeneralSecurityException e) {
      throw local(
          "the user certificate "
              + user.certificateFile()
              + " or its key "
              + user.privateKeyFile()
              + " cannot be used: "
              + e.getMessage(),
          e);
    }
  }

  private static LinkException local(String sentence, Exception cause) {
    return new LinkException(LinkException.Kind.LOCAL, sentence, cause);
  }
}
