package io.cellwitness.gateway.mqtt;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names a pack in topics without saying which car it is in: the first 128 bits of HMAC-SHA-256 (RFC
 * 2104) of the VIN under the tenant's key. Gateways of one tenant share the key to see the same
 * names; without the key a list of all VINs does not help.
 */
public final class PackPseudonym {

  private static final int KEY_BYTES = 32;
  private static final int NAME_BYTES = 16;

  private final byte[] key;

  private PackPseudonym(byte[] key) {
    this.key = key;
  }

  /**
   * Reads the tenant key, making a random one with mode 0600 on first use.
   *
   * @param keyFile 64 hexadecimal digits
   * @return the namer
   * @throws UplinkException when the file cannot be read, written or is not a key
   */
  public static PackPseudonym open(Path keyFile) throws UplinkException {
    try {
      create(keyFile);
      byte[] key = HexFormat.of().parseHex(Files.readString(keyFile).strip());
      if (key.length != KEY_BYTES) {
        throw new IllegalArgumentException("wrong length");
      }
      return new PackPseudonym(key);
    } catch (IllegalArgumentException e) {
      throw new UplinkException(
          UplinkException.Kind.CONFIGURATION,
          "the tenant key " + keyFile + " is not 64 hexadecimal digits; restore it from a backup",
          e);
    } catch (IOException e) {
      throw new UplinkException(
          UplinkException.Kind.CONFIGURATION,
          "the tenant key " + keyFile + " cannot be read or made; check its owner and mode",
          e);
    }
  }

  /**
   * The name of a pack.
   *
   * @param identity the VIN or the pack's own number; case and blanks around it do not matter
   * @return 32 lower-case hexadecimal digits, usable as {@code <pack>} in {@link Topics}
   */
  public String of(String identity) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      String normal = identity.strip().toUpperCase(Locale.ROOT);
      byte[] full = mac.doFinal(normal.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(full, 0, NAME_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  private static void create(Path keyFile) throws IOException {
    if (Files.exists(keyFile)) {
      return;
    }
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    // Written beside and linked into place, so that a crash leaves no half key behind.
    Path fresh = keyFile.resolveSibling(keyFile.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    try (var channel =
        Files.newByteChannel(
            fresh,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      String text = HexFormat.of().formatHex(key) + "\n";
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }
    try {
      Files.createLink(keyFile, fresh);
    } catch (FileAlreadyExistsException e) {
      // Another process was first; its key counts.
      return;
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
