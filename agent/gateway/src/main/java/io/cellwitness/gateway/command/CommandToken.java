package io.cellwitness.gateway.command;

import io.cellwitness.gateway.command.CommandRefused.Reason;
import io.cellwitness.gateway.mqtt.CommandInbox;
import io.cellwitness.report.jose.Jws;
import io.cellwitness.report.jose.Malformed;
import io.cellwitness.report.jose.PublicJwk;
import io.cellwitness.report.jose.SigningKey;
import io.cellwitness.report.jose.StrictJson;
import io.cellwitness.report.trust.TrustList;
import io.cellwitness.report.trust.TrustedKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A command as a compact JWS (schema {@code command-1.json}). Its {@code typ} is its own, so that
 * no report is ever a command, nor a command a report. Algorithm and key come from the list of
 * issuers; the claims {@code aud}, {@code iat}, {@code exp} and {@code jti} are those of RFC 7519.
 */
public final class CommandToken {

  /** Media type of the JWS. */
  public static final String TYP = "cellwitness-command+jwt";

  /** Longest token, bytes. */
  public static final int MAX_BYTES = CommandInbox.LONGEST_BYTES;

  /** Longest time between {@code iat} and {@code exp}. */
  public static final Duration LONGEST = Duration.ofMinutes(10);

  /** How far the issuer's clock may be ahead of the gateway's. */
  static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

  /** The end of the year 9999, so that no date overflows. */
  private static final long LATEST_SECOND = 253_402_300_799L;

  private static final String CTY = "json";
  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final Pattern PACK = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private CommandToken() {}

  /**
   * Signs.
   *
   * @param command what to ask for
   * @param gatewayId of whom
   * @param issuer in whose name
   * @return the compact JWS
   */
  public static String sign(RemoteCommand command, String gatewayId, SigningKey issuer) {
    ObjectNode payload =
        StrictJson.object()
            .put("aud", gatewayId)
            .put("iat", command.issued().getEpochSecond())
            .put("exp", command.expires().getEpochSecond())
            .put("jti", command.id().toString())
            .put("do", command.action().word());
    if (command.action() instanceof RemoteCommand.Check check) {
      payload.put("pack", check.pack());
    } else if (command.action() instanceof RemoteCommand.Resend resend) {
      payload.put("report", resend.report().toString());
    }
    return issuer.signCompact(TYP, CTY, StrictJson.write(payload));
  }

  /**
   * Opens a token and believes nothing that is not proved.
   *
   * @param body as received
   * @param issuers whose commands are obeyed
   * @param gatewayId this gateway
   * @param now its present
   * @return the command
   * @throws CommandRefused when it is not to be carried out
   */
  static RemoteCommand open(byte[] body, TrustList issuers, String gatewayId, Instant now)
      throws CommandRefused {
    if (body.length > MAX_BYTES) {
      throw refused(Reason.TOO_LONG);
    }
    Jws jws;
    try {
      jws = Jws.parse(new String(body, StandardCharsets.ISO_8859_1));
    } catch (Malformed e) {
      throw refused(Reason.UNSIGNED);
    }
    PublicJwk key = issuer(jws, issuers, now);
    if (!key.answersTo(jws.alg()) || !key.verifies(jws.signingInput(), jws.signature())) {
      throw refused(Reason.SIGNATURE);
    }
    if (!jws.header().path("typ").asString("").equals(TYP)) {
      throw refused(Reason.TYPE);
    }
    return command(jws.payload(), gatewayId, now);
  }

  private static PublicJwk issuer(Jws jws, TrustList issuers, Instant now) throws CommandRefused {
    TrustedKey issuer = issuers.find(jws.kid()).orElseThrow(() -> refused(Reason.ISSUER));
    boolean inService =
        issuer.status() == TrustedKey.Status.ACTIVE
            && issuer.validFrom().filter(now::isBefore).isEmpty()
            && issuer.validUntil().filter(end -> !now.isBefore(end)).isEmpty();
    if (!inService) {
      throw refused(Reason.ISSUER);
    }
    return issuer.key();
  }

  private static RemoteCommand command(byte[] payload, String gatewayId, Instant now)
      throws CommandRefused {
    ObjectNode claims;
    try {
      claims = StrictJson.parseObject(payload, MAX_BYTES);
    } catch (Malformed e) {
      throw refused(Reason.CONTENT);
    }
    Optional<UUID> id = uuid(claims.path("jti"));
    if (id.isEmpty() || !claims.path("aud").isString()) {
      throw refused(Reason.CONTENT);
    }
    if (!claims.path("aud").stringValue().equals(gatewayId)) {
      throw new CommandRefused(Reason.GATEWAY, id);
    }
    Instant issued = second(claims.path("iat"), id);
    Instant expires = second(claims.path("exp"), id);
    if (!now.isBefore(expires)
        || issued.isAfter(now.plus(CLOCK_TOLERANCE))
        || !issued.isBefore(expires)
        || Duration.between(issued, expires).compareTo(LONGEST) > 0) {
      throw new CommandRefused(Reason.EXPIRED, id);
    }
    return new RemoteCommand(id.get(), action(claims, id), issued, expires);
  }

  private static RemoteCommand.Action action(ObjectNode claims, Optional<UUID> id)
      throws CommandRefused {
    Set<String> names = new TreeSet<>(claims.propertyNames());
    names.removeAll(Set.of("aud", "iat", "exp", "jti", "do"));
    String word = claims.path("do").isString() ? claims.path("do").stringValue() : "";
    JsonNode pack = claims.path("pack");
    Optional<UUID> report = uuid(claims.path("report"));
    if (word.equals("check")
        && names.equals(Set.of("pack"))
        && pack.isString()
        && PACK.matcher(pack.stringValue()).matches()) {
      return new RemoteCommand.Check(pack.stringValue());
    }
    if (word.equals("resend") && names.equals(Set.of("report")) && report.isPresent()) {
      return new RemoteCommand.Resend(report.get());
    }
    if (word.equals("status") && names.isEmpty()) {
      return new RemoteCommand.Status();
    }
    throw new CommandRefused(Reason.CONTENT, id);
  }

  private static Instant second(JsonNode node, Optional<UUID> id) throws CommandRefused {
    if (!node.isIntegralNumber()
        || !node.canConvertToLong()
        || node.longValue() < 0
        || node.longValue() > LATEST_SECOND) {
      throw new CommandRefused(Reason.CONTENT, id);
    }
    return Instant.ofEpochSecond(node.longValue());
  }

  private static Optional<UUID> uuid(JsonNode node) {
    return node.isString() && UUID_TEXT.matcher(node.stringValue()).matches()
        ? Optional.of(UUID.fromString(node.stringValue()))
        : Optional.empty();
  }

  private static CommandRefused refused(Reason reason) {
    return new CommandRefused(reason, Optional.empty());
  }
}
