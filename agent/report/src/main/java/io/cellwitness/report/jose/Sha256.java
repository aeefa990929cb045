package io.cellwitness.report.jose;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 (FIPS 180-4). */
public final class Sha256 {

  private static final int BLOCK_BYTES = 1 << 16;

  private Sha256() {}

  /**
   * Hashes bytes.
   *
   * @param bytes any bytes
   * @return 32 bytes
   */
  public static byte[] of(byte[] bytes) {
    return digest().digest(bytes);
  }

  /**
   * Hashes bytes for reading.
   *
   * @param bytes any bytes
   * @return 64 lower-case hexadecimal digits
   */
  public static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(of(bytes));
  }

  /**
   * Hashes a file of any length.
   *
   * @param file read in blocks
   * @return 64 lower-case hexadecimal digits
   * @throws IOException when it cannot be read
   */
  public static String hex(Path file) throws IOException {
    MessageDigest digest = digest();
    byte[] block = new byte[BLOCK_BYTES];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(block); n >= 0; n = in.read(block)) {
        digest.update(block, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
