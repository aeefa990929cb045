package io.cellwitness.gateway.store;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * A report ready to be committed.
 *
 * @param id UUIDv7 of the report; also the id of its message, so a consumer sees a re-sent report
 *     as the same one
 * @param session the session it is about, if it was stored
 * @param pack pseudonym of the pack, empty when there is none
 * @param hash the hash by which the next report names this one, lower-case hex SHA-256
 * @param jws the signed report, the exact bytes
 * @param message how it is published; empty to keep it local
 */
public record NewReport(
    UUID id,
    Optional<SessionId> session,
    Optional<String> pack,
    String hash,
    byte[] jws,
    Optional<NewMessage> message) {

  /** Copies the bytes and rejects nulls. */
  public NewReport {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(session, "session");
    Objects.requireNonNull(pack, "pack");
    Objects.requireNonNull(hash, "hash");
    Objects.requireNonNull(message, "message");
    jws = jws.clone();
  }
}
