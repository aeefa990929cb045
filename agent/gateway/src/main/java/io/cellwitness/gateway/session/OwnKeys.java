package io.cellwitness.gateway.session;

import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.base.Presence;
import io.cellwitness.report.ReportException;
import io.cellwitness.report.ReportFiles;
import io.cellwitness.report.jose.SigningKey;
import io.cellwitness.report.trust.TrustList;
import io.cellwitness.report.trust.TrustedKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The key this gateway signs with and the public halves of those it signed with before, so that old
 * reports stay verifiable.
 *
 * @param stateDir where the former ones lie
 * @param keyFile the present one
 */
public record OwnKeys(Path stateDir, KeyFile keyFile) {

  /** Public halves of the former keys, laid out as a trust list. */
  public static final String HISTORY_FILE = "own-keys.json";

  private static final String NAME = "this gateway";

  /**
   * All own keys, former ones first.
   *
   * @return empty before the first key is made
   * @throws ReportException when a file is broken
   */
  public List<TrustedKey> all() throws ReportException {
    if (!keyFile.exists()) {
      return history().keys();
    }
    TrustedKey present = TrustedKey.active(NAME, keyFile.open().publicKey());
    String thumbprint = present.key().thumbprint();
    List<TrustedKey> keys = new ArrayList<>();
    for (TrustedKey former : history().keys()) {
      // A rotation cut off between its two writes leaves the old key at work.
      if (!former.key().thumbprint().equals(thumbprint)) {
        keys.add(former);
      }
    }
    keys.add(from(present, lastEnd(keys)));
    return keys;
  }

  /**
   * A list with the own keys in it. Where it knows one of them under a name, the others get that
   * name, too: the keys before and after a change have one holder, and so has their log.
   *
   * @param list where it knows a key already, its word stays
   * @return a new list
   * @throws ReportException when a file is broken
   */
  public TrustList addedTo(TrustList list) throws ReportException {
    List<TrustedKey> own = all();
    Optional<String> name =
        own.stream()
            .flatMap(key -> list.find(key.key().thumbprint()).stream())
            .map(TrustedKey::name)
            .reduce((earlier, later) -> later);
    return with(list, own, name.orElse(NAME));
  }

  /**
   * A list with the own keys in it, for others to read: "this gateway" would mean another one
   * there.
   *
   * @param list where it knows a key already, its word stays
   * @param name what the workshop is called
   * @return a new list
   * @throws ReportException when a file is broken
   */
  public TrustList publishedIn(TrustList list, String name) throws ReportException {
    return with(list, all(), name);
  }

  private static TrustList with(TrustList list, List<TrustedKey> own, String name) {
    TrustList all = list;
    for (TrustedKey key : own) {
      all = all.withDefault(key.named(name));
    }
    return all;
  }

  /**
   * Puts a new key in the place of the present one. The old secret is gone then. The caller holds
   * the store open, so that no process goes on signing with the old key.
   *
   * @param now the present
   * @param stolen whether no report of the old key may count any more
   * @return the new key
   * @throws ReportException when a file is broken
   * @throws Failure INPUT_OUTPUT when the disk refuses, CONFIGURATION when the clock is wrong
   */
  public SigningKey rotate(Instant now, boolean stolen) throws ReportException, Failure {
    if (!keyFile.ours()) {
      throw new Failure(
          ExitCode.CONFIGURATION,
          keyFile.path()
              + " is not this program's to change; put another key there and take the old one over"
              + " with 'trust add', so that its reports stay verifiable");
    }
    List<TrustedKey> keys = all();
    TrustedKey present = keys.get(keys.size() - 1);
    if (present.validFrom().filter(start -> !start.isBefore(now)).isPresent()) {
      throw new Failure(
          ExitCode.CONFIGURATION,
          "the present key is in use only from "
              + present.validFrom().get()
              + "; set the machine's clock right before changing the key");
    }
    keys.set(keys.size() - 1, stolen ? present.retired(now).revoked() : present.retired(now));
    TrustList history = TrustList.EMPTY;
    for (TrustedKey key : keys) {
      history = history.with(key);
    }
    SigningKey fresh = SigningKey.generate();
    try {
      ReportFiles.writeWhole(stateDir.resolve(HISTORY_FILE), history.write());
      ReportFiles.writeWhole(
          keyFile.path(),
          fresh.toPem().getBytes(StandardCharsets.US_ASCII),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (IOException e) {
      throw new Failure(
          ExitCode.INPUT_OUTPUT,
          "the new key cannot be written to " + stateDir + "; make room or correct permissions",
          e);
    }
    return fresh;
  }

  private TrustList history() throws ReportException {
    Path file = stateDir.resolve(HISTORY_FILE);
    return Presence.of(file) ? TrustList.read(file) : TrustList.EMPTY;
  }

  private static Optional<Instant> lastEnd(List<TrustedKey> former) {
    return former.stream().flatMap(key -> key.validUntil().stream()).max(Comparator.naturalOrder());
  }

  private static TrustedKey from(TrustedKey key, Optional<Instant> start) {
    return new TrustedKey(key.name(), key.key(), key.status(), start, key.validUntil());
  }
}
