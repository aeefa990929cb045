package io.cellwitness.gateway.session;

import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The hash by which a report names its raw readings. */
public final class SessionHash {

  private SessionHash() {}

  /**
   * Hashes a file.
   *
   * @param file any size; read in pieces
   * @return SHA-256, 64 lower-case hexadecimal digits
   * @throws Failure when it cannot be read
   */
  public static String of(Path file) throws Failure {
    try (InputStream raw = Files.newInputStream(file);
        DigestInputStream in = new DigestInputStream(raw, MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    } catch (IOException e) {
      throw new Failure(
          ExitCode.INPUT_OUTPUT,
          "the raw readings " + file + " cannot be read; check that the file exists and is yours",
          e);
    }
  }
}
