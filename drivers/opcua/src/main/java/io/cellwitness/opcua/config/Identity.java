package io.cellwitness.opcua.config;

import java.nio.file.Path;
import java.util.Objects;

/** Who CellWitness is to the server's user management. */
public sealed interface Identity {

  /** Nobody in particular. */
  record Anonymous() implements Identity {}

  /**
   * A user with a password.
   *
   * @param user the name
   * @param passwordFile a file whose first line is the password; read at each connection
   */
  record Password(String user, Path passwordFile) implements Identity {
    /** Rejects nulls. */
    public Password {
      Objects.requireNonNull(user, "user");
      Objects.requireNonNull(passwordFile, "passwordFile");
    }
  }

  /**
   * A user with a certificate, apart from the application's own.
   *
   * @param certificateFile X.509, DER or PEM
   * @param privateKeyFile PKCS#8, PEM
   */
  record Certificate(Path certificateFile, Path privateKeyFile) implements Identity {
    /** Rejects nulls. */
    public Certificate {
      Objects.requireNonNull(certificateFile, "certificateFile");
      Objects.requireNonNull(privateKeyFile, "privateKeyFile");
    }
  }
}
