package io.cellwitness.gateway.session;

import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.base.Presence;
import io.cellwitness.gateway.config.Settings;
import io.cellwitness.report.ReportException;
import io.cellwitness.report.ReportFiles;
import io.cellwitness.report.trust.SignedTrustList;
import io.cellwitness.report.trust.TrustList;
import io.cellwitness.report.trust.TrustedKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The trust list an operator keeps.
 *
 * @param file the JSON file, there or not
 */
public record TrustFile(Path file) {

  /**
   * The list of a gateway.
   *
   * @param settings where it lies
   * @return the file
   */
  public static TrustFile of(Settings settings) {
    return new TrustFile(
        settings.trustFile().orElse(settings.stateDir().resolve(TrustSource.FILE)));
  }

  /**
   * Reads the list.
   *
   * @return an empty one when there is no file
   * @throws ReportException when it is broken or its folder cannot be read
   */
  public TrustList read() throws ReportException {
    return Presence.of(file) ? TrustList.read(file) : TrustList.EMPTY;
  }

  /**
   * Replaces the list.
   *
   * @param list its new content
   * @throws Failure INPUT_OUTPUT when the disk refuses; the old list stays then
   */
  public void write(TrustList list) throws Failure {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      ReportFiles.writeWhole(file, list.write());
    } catch (IOException e) {
      throw new Failure(
          ExitCode.INPUT_OUTPUT,
          "the trust list " + file + " cannot be written; make room or correct permissions",
          e);
    }
  }

  /**
   * Takes over a signed list: what it holds is added, and a key that an earlier list of the same
   * signer held and this one does not is out of service from this one's date on.
   *
   * @param present the operator's list
   * @param earlier what the signer said last time, empty at first
   * @param signed what he says now
   * @return the operator's new list; a revocation in it stays in force
   */
  public static TrustList merge(TrustList present, TrustList earlier, SignedTrustList signed) {
    TrustList merged = present;
    for (TrustedKey key : signed.list().keys()) {
      String thumbprint = key.key().thumbprint();
      boolean revokedHere =
          present
              .find(thumbprint)
              .filter(known -> known.status() == TrustedKey.Status.REVOKED)
              .isPresent();
      merged = revokedHere ? merged : merged.with(key);
    }
    for (TrustedKey former : earlier.keys()) {
      String thumbprint = former.key().thumbprint();
      if (signed.list().find(thumbprint).isEmpty() && merged.find(thumbprint).isPresent()) {
        merged = merged.with(merged.find(thumbprint).get().retired(signed.issued()));
      }
    }
    return merged;
  }
}
