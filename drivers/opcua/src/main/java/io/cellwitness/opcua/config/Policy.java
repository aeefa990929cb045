package io.cellwitness.opcua.config;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Security policies CellWitness uses (OPC 10000-7, 6.6). Basic128Rsa15 and Basic256 are deprecated
 * there for SHA-1 and are not offered.
 */
public enum Policy {
  /** RSA-OAEP, AES-256, SHA-256 signatures. */
  BASIC256SHA256("Basic256Sha256"),
  /** RSA-OAEP, AES-128, SHA-256 signatures. */
  AES128_SHA256_RSAOAEP("Aes128_Sha256_RsaOaep"),
  /** RSA-OAEP with SHA-256, AES-256, RSA-PSS signatures. */
  AES256_SHA256_RSAPSS("Aes256_Sha256_RsaPss"),
  /** No protection at all: only when asked for by name. */
  NONE("None");

  private static final String URI_PREFIX = "http://opcfoundation.org/UA/SecurityPolicy#";

  private final String label;

  Policy(String label) {
    this.label = label;
  }

  /**
   * The name in the specification.
   *
   * @return for example {@code Basic256Sha256}
   */
  public String label() {
    return label;
  }

  /**
   * The URI in an endpoint description.
   *
   * @return the policy's URI
   */
  public String uri() {
    return URI_PREFIX + label;
  }

  /**
   * Finds a policy by the name in the specification.
   *
   * @param label exact name
   * @return the policy, or empty for one that is unknown or refused
   */
  public static Optional<Policy> of(String label) {
    return Arrays.stream(values()).filter(p -> p.label.equals(label)).findFirst();
  }

  /**
   * The short name of any policy URI, for people.
   *
   * @param uri from an endpoint description
   * @return the part after {@code #}, or the whole
   */
  public static String labelOf(String uri) {
    return uri.startsWith(URI_PREFIX) ? uri.substring(URI_PREFIX.length()) : uri;
  }

  /**
   * All names, for messages.
   *
   * @return comma-separated
   */
  public static String labels() {
    return Arrays.stream(values()).map(Policy::label).collect(Collectors.joining(", "));
  }
}
