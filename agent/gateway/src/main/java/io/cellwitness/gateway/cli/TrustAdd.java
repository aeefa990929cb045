package io.cellwitness.gateway.cli;

import io.cellwitness.api.TimeSource;
import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.config.Settings;
import io.cellwitness.gateway.session.TrustFile;
import io.cellwitness.report.ReportException;
import io.cellwitness.report.ReportFiles;
import io.cellwitness.report.jose.Malformed;
import io.cellwitness.report.jose.PublicJwk;
import io.cellwitness.report.jose.StrictJson;
import io.cellwitness.report.trust.SignedTrustList;
import io.cellwitness.report.trust.TrustList;
import io.cellwitness.report.trust.TrustedKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Believes one more workshop, or everybody on a list that somebody believed has signed. */
@Command(name = "add", description = "Trust a workshop's key, or the keys of a signed trust list.")
public final class TrustAdd implements Callable<Integer> {

  private static final int MAX_KEY_BYTES = 16 << 10;

  // Optional for picocli only: 'trust add opcua …' has parameters of its own.
  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "A public key as 'keys show --jwk' prints it, or a list from 'trust sign'.")
  Path file;

  @Option(names = "--name", paramLabel = "NAME", description = "Whose key it is.")
  String name;

  @Option(
      names = "--valid-from",
      paramLabel = "TIME",
      description = "Reports dated earlier do not count, such as 2026-01-31.")
  String validFrom;

  @Option(
      names = "--valid-until",
      paramLabel = "TIME",
      description = "Reports dated at or after this do not count.")
  String validUntil;

  @Option(
      names = "--signer",
      paramLabel = "FILE",
      description = "The public key of the one who signed the list.")
  Path signer;

  @Mixin private CommonOptions common;

  private final Console console;
  private final SettingsSource settingsSource;
  private final TimeSource time;

  /**
   * Makes the verb.
   *
   * @param tools what it works with
   */
  public TrustAdd(Tools tools) {
    this.console = tools.console();
    this.settingsSource = tools.settings();
    this.time = tools.time();
  }

  @Override
  public Integer call() throws Failure, ReportException {
    if (file == null) {
      throw new Failure(
          ExitCode.USAGE, "'trust add' needs a FILE, or 'opcua' and a server's certificate");
    }
    Settings settings = settingsSource.of(common);
    TrustFile own = TrustFile.of(settings);
    if (!Files.isRegularFile(file)) {
      throw new Failure(
          ExitCode.INPUT_OUTPUT,
          file + " does not exist; give a key from 'keys show --jwk' or a list from 'trust sign'");
    }
    byte[] content = ReportBytes.signed(file);
    switch (KindOfKey.of(content)) {
      case PUBLIC_JWK -> own.write(withKey(own.read(), content));
      case SIGNED_LIST -> takeOver(settings, own, new String(content, StandardCharsets.ISO_8859_1));
      case PRIVATE_KEY ->
          throw new Failure(
              ExitCode.BAD_DATA,
              file
                  + " is a private key, which its owner gives to nobody; ask for the public one,"
                  + " what 'keys show --jwk' prints, and if this one came from somebody else, tell"
                  + " him to change it");
      case PUBLIC_PEM ->
          throw new Failure(
              ExitCode.BAD_DATA,
              file
                  + " is a public key as PEM; give it as a JSON Web Key, as 'keys show --jwk'"
                  + " does");
      case UNSIGNED_LIST ->
          throw new Failure(
              ExitCode.BAD_DATA,
              file
                  + " is a trust list that nobody signed; use it with --trust, or take over one"
                  + " from 'trust sign'");
      case REPORT ->
          throw new Failure(
              ExitCode.BAD_DATA,
              file + " is a report, not the key of its signer; ask the workshop for the key");
      case NEITHER ->
          throw new Failure(
              ExitCode.BAD_DATA,
              file
                  + " is neither a key from 'keys show --jwk' nor a list from 'trust sign'; ask the"
                  + " workshop for one of them");
    }
    TrustView.show(console, own.read(), own.file());
    return ExitCode.OK.number();
  }

  private static Optional<Instant> time(String option, String text) throws Failure {
    return text == null ? Optional.empty() : Optional.of(Times.parse(option, text));
  }

  private TrustList withKey(TrustList list, byte[] content) throws Failure {
    if (signer != null) {
      throw new Failure(ExitCode.USAGE, "--signer is for signed lists, and " + file + " is none");
    }
    if (name == null || name.isBlank()) {
      throw new Failure(ExitCode.USAGE, "say whose key it is with --name");
    }
    try {
      TrustedKey key =
          new TrustedKey(
              name,
              key(file, content),
              TrustedKey.Status.ACTIVE,
              time("--valid-from", validFrom),
              time("--valid-until", validUntil));
      Optional<TrustedKey> known = list.find(key.key().thumbprint());
      if (known.filter(k -> k.status() == TrustedKey.Status.REVOKED).isPresent()) {
        throw new Failure(
            ExitCode.BAD_DATA,
            "the key was revoked as stolen, and a stolen key does not come back");
      }
      return list.with(key);
    } catch (IllegalArgumentException e) {
      throw new Failure(ExitCode.USAGE, e.getMessage(), e);
    }
  }

  /** What the signer said last time is kept, to see whom he no longer names. */
  private void takeOver(Settings settings, TrustFile own, String jws)
      throws Failure, ReportException {
    if (signer == null || name != null || validFrom != null || validUntil != null) {
      throw new Failure(
          ExitCode.USAGE,
          "a signed list needs --signer FILE and takes names and dates from inside");
    }
    PublicJwk key = key(signer, ReportBytes.signed(signer));
    Path kept = settings.stateDir().resolve("trust-lists").resolve(key.thumbprint() + ".jws");
    try {
      SignedTrustList signed = SignedTrustList.open(jws, key, time.now().wall());
      TrustList earlier = TrustList.EMPTY;
      if (Files.exists(kept)) {
        String last = new String(ReportBytes.signed(kept), StandardCharsets.ISO_8859_1);
        SignedTrustList before = SignedTrustList.read(last, key);
        if (signed.issued().isBefore(before.issued())) {
          throw new Malformed("it is older than the one taken over before, of " + before.issued());
        }
        earlier = before.list();
      }
      own.write(TrustFile.merge(own.read(), earlier, signed));
      Files.createDirectories(kept.getParent());
      ReportFiles.writeWhole(kept, jws.getBytes(StandardCharsets.US_ASCII));
    } catch (Malformed e) {
      throw new Failure(
          ExitCode.BAD_DATA, "the signed list " + file + " is refused: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new Failure(
          ExitCode.INPUT_OUTPUT, kept + " cannot be written; make room or correct permissions", e);
    }
  }

  private static PublicJwk key(Path from, byte[] content) throws Failure {
    try {
      return PublicJwk.parse(StrictJson.parseObject(content, MAX_KEY_BYTES));
    } catch (Malformed e) {
      throw new Failure(
          ExitCode.BAD_DATA,
          from
              + " is no public key: "
              + e.getMessage()
              + "; it should be what 'keys show --jwk' prints",
          e);
    }
  }
}
