package io.cellwitness.gateway.session;

import io.cellwitness.api.CellFacts;
import io.cellwitness.api.CellFacts.ReferenceCharge;
import io.cellwitness.api.CellFacts.RestVoltage;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.health.electrode.CathodeClass;
import io.cellwitness.health.electrode.Graphite;
import io.cellwitness.report.ReportException;
import io.cellwitness.report.jose.Jws;
import io.cellwitness.report.jose.Malformed;
import io.cellwitness.report.jose.Sha256;
import io.cellwitness.report.jose.SigningKey;
import io.cellwitness.report.jose.StrictJson;
import io.cellwitness.report.trust.TrustList;
import io.cellwitness.report.trust.TrustedKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The card of a vehicle model as a file: the JSON that {@code vehicles card} prints, or the same
 * JSON signed as a compact JWS. Where each figure comes from, who signed and the file's hash end up
 * in the source texts of the report.
 */
public final class CardFile {

  private static final String TYPE = "cellwitness-card+jws";
  private static final String CONTENT = "application/vnd.cellwitness.card+json";
  private static final int MAX_BYTES = 256 << 10;
  private static final int SHORT_DIGITS = 12;

  private CardFile() {}

  /** Loads whom to trust, and only where a signature is to be checked. */
  @FunctionalInterface
  public interface Trust {
    /** The list. */
    TrustList load() throws ReportException, Failure;
  }

  /**
   * Signs a card.
   *
   * @param card what {@code vehicles card} prints
   * @param key of this gateway
   * @return text of the signed file
   */
  public static String sign(ObjectNode card, SigningKey key) {
    return key.signCompact(TYPE, CONTENT, StrictJson.write(card)) + "\n";
  }

  /**
   * Reads a card.
   *
   * @param file JSON, or JSON signed as a compact JWS
   * @param trust whose signatures count
   * @param now decides whether a key is in use
   * @return what it says of the cells; each source text says whether and by whom it was signed
   * @throws Failure with one sentence when it cannot be read, is no card or is signed by somebody
   *     who is not trusted
   * @throws ReportException when the trust list cannot be read
   */
  public static CellFacts read(Path file, Trust trust, Instant now)
      throws Failure, ReportException {
    byte[] bytes = bytes(file);
    String text = new String(bytes, StandardCharsets.UTF_8).strip();
    String hash = "card file " + Sha256.hex(bytes).substring(0, SHORT_DIGITS) + "…";
    try {
      if (text.startsWith("{")) {
        return facts(StrictJson.parseObject(bytes, MAX_BYTES), hash + ", not signed");
      }
      Jws jws = Jws.parse(text);
      TrustedKey key = signer(file, jws, trust.load(), now);
      return facts(
          StrictJson.parseObject(jws.payload(), MAX_BYTES),
          hash
              + ", signed by "
              + key.name()
              + " ("
              + key.key().thumbprint().substring(0, SHORT_DIGITS)
              + "…)");
    } catch (Malformed | IllegalArgumentException e) {
      throw bad(file, "is no card: " + e.getMessage() + "; give what 'vehicles card' wrote", e);
    }
  }

  private static byte[] bytes(Path file) throws Failure {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw bad(file, "is longer than " + MAX_BYTES + " bytes and no card", null);
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new Failure(
          ExitCode.INPUT_OUTPUT, "the card " + file + " cannot be read; check --card", e);
    }
  }

  private static TrustedKey signer(Path file, Jws jws, TrustList trust, Instant now)
      throws Failure {
    Optional<TrustedKey> known = trust.find(jws.kid());
    if (!jws.header().path("typ").asString("").equals(TYPE)) {
      throw bad(file, "is signed as something else than a card", null);
    }
    if (known.isEmpty()) {
      throw bad(
          file,
          "is signed by a key that is not in the trust list; add the key, or give the card unsigned",
          null);
    }
    TrustedKey key = known.get();
    boolean inUse =
        key.status() == TrustedKey.Status.ACTIVE
            && key.validFrom().map(from -> !now.isBefore(from)).orElse(true)
            && key.validUntil().map(now::isBefore).orElse(true);
    if (!inUse) {
      throw bad(file, "is signed with a key of " + key.name() + " that is out of use", null);
    }
    if (!key.key().verifies(jws.signingInput(), jws.signature())) {
      throw bad(file, "was changed after it was signed; fetch it again", null);
    }
    return key;
  }

  private static CellFacts facts(ObjectNode root, String how) throws Malformed {
    JsonNode card = root.path("card");
    if (!card.isObject()) {
      throw new Malformed("it has no member 'card'");
    }
    CellFacts facts =
        new CellFacts(
            restVoltage(card, "emptyRestV", how),
            restVoltage(card, "fullRestV", how),
            card.has("cathodeClass")
                ? Optional.of(known(text(card, "cathodeClass"), cathodes()))
                : Optional.empty(),
            reference(
                root.has("reference") ? root.path("reference") : card.path("reference"), how));
    if (facts.emptyRest().isEmpty() && facts.fullRest().isEmpty()) {
      throw new Malformed("it says nothing of the cells");
    }
    return facts;
  }

  private static Optional<RestVoltage> restVoltage(JsonNode card, String name, String how)
      throws Malformed {
    JsonNode node = card.path(name);
    if (node.isMissingNode()) {
      return Optional.empty();
    }
    String source = text(node, "source") + "; " + how;
    double volts = number(node, "value");
    return Optional.of(
        node.has("uncertaintyV")
            ? new RestVoltage(volts, number(node, "uncertaintyV"), source)
            : RestVoltage.assumed(volts, source));
  }

  private static Optional<ReferenceCharge> reference(JsonNode node, String how) throws Malformed {
    if (node.isMissingNode()) {
      return Optional.empty();
    }
    return Optional.of(
        new ReferenceCharge(
            known(text(node, "cathodeClass"), cathodes()),
            known(text(node, "graphite"), graphites()),
            number(node, "y0"),
            number(node, "logRatio"),
            number(node, "offsetV"),
            text(node, "source") + "; " + how));
  }

  private static String known(String word, String[] words) throws Malformed {
    if (!Arrays.asList(words).contains(word)) {
      throw new Malformed("'" + word + "' is not one of " + String.join(", ", words));
    }
    return word;
  }

  private static String[] cathodes() {
    return Arrays.stream(CathodeClass.values()).map(CathodeClass::id).toArray(String[]::new);
  }

  private static String[] graphites() {
    return Arrays.stream(Graphite.values()).map(Graphite::column).toArray(String[]::new);
  }

  private static double number(JsonNode node, String member) throws Malformed {
    if (!node.path(member).isNumber()) {
      throw new Malformed("'" + member + "' is no number");
    }
    return node.path(member).doubleValue();
  }

  private static String text(JsonNode node, String member) throws Malformed {
    if (!node.path(member).isString()) {
      throw new Malformed("'" + member + "' is no text");
    }
    return node.path(member).stringValue();
  }

  private static Failure bad(Path file, String what, Throwable cause) {
    return new Failure(ExitCode.BAD_DATA, "the card " + file + " " + what, cause);
  }
}
