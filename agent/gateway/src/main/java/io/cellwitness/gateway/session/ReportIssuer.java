package io.cellwitness.gateway.session;

import io.cellwitness.api.Stamp;
import io.cellwitness.api.VehicleFacts;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.base.Version;
import io.cellwitness.gateway.config.Settings;
import io.cellwitness.gateway.mqtt.Topics;
import io.cellwitness.gateway.store.MessageClass;
import io.cellwitness.gateway.store.NewMessage;
import io.cellwitness.gateway.store.NewReport;
import io.cellwitness.gateway.store.SessionId;
import io.cellwitness.health.HealthResult;
import io.cellwitness.report.ReportException;
import io.cellwitness.report.ReportFiles;
import io.cellwitness.report.ReportInput;
import io.cellwitness.report.ReportPayload;
import io.cellwitness.report.SignedReport;
import io.cellwitness.report.UuidV7;
import io.cellwitness.report.VinCommitment;
import io.cellwitness.report.log.LogProof;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Turns a finished measurement into a signed, committed and written report. */
final class ReportIssuer {

  /** The media type of a credential secured by JOSE (W3C VC-JOSE-COSE). */
  private static final String CONTENT_TYPE = "application/vc+jwt";

  /** Stands for the pack in topics when it has neither VIN nor number. */
  static final String NO_VIN = "unknown";

  private static final String SCHEMA = "report/1";

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Station station;

  ReportIssuer(Station station) {
    this.station = station;
  }

  /**
   * What was measured.
   *
   * @param session its number in the store
   * @param vehicle who was on the other end, with the pack facts the method used
   * @param health what the method says
   * @param source where the readings came from
   * @param pack pseudonym of the pack
   * @param started first reading
   * @param finished last reading
   * @param clockSynced whether the clock was known to be right at every reading
   * @param sessionFile the raw readings, finished
   * @param sessionSha256 their hash
   */
  record Measured(
      SessionId session,
      VehicleFacts vehicle,
      HealthResult health,
      ReportInput.Source source,
      Optional<String> pack,
      Stamp started,
      Stamp finished,
      boolean clockSynced,
      SessionFile sessionFile,
      String sessionSha256) {}

  /**
   * What was issued.
   *
   * @param report signed
   * @param files each file's name with its path
   */
  record Issued(SignedReport report, Map<String, Path> files) {}

  /**
   * Signs and commits the report while the chain is locked, then writes its files: a crash in
   * between leaves a committed report, never a file that the chain does not know.
   *
   * @param note told when a view of the report could not be made; the report itself stands then
   */
  Issued issue(Measured measured, Stamp now, Consumer<String> note)
      throws Failure, ReportException {
    UUID id = UuidV7.at(now.wall(), RANDOM);
    Optional<VinCommitment> vin =
        measured
            .vehicle()
            .vin()
            .map(text -> VinCommitment.to(text, RANDOM))
            .or(() -> measured.vehicle().packId().map(text -> VinCommitment.toPack(text, RANDOM)));
    // Before the commit: from then on the readings are evidence, whatever happens to this process.
    Path readings = measured.sessionFile().keep(id);
    AtomicReference<SignedReport> made = new AtomicReference<>();
    station
        .store()
        .commitReport(
            head -> {
              ReportInput.Chain chain = new ReportInput.Chain(head.sequence(), head.previousHash());
              SignedReport report =
                  ReportPayload.sign(input(measured, id, vin, chain, now), station.key());
              made.set(report);
              return new NewReport(
                  id,
                  Optional.of(measured.session()),
                  measured.pack(),
                  report.payloadHash(),
                  report.jws().getBytes(StandardCharsets.US_ASCII),
                  station.topics().map(topics -> message(topics, measured, report)));
            });
    ReportFolder folder = ReportFolder.of(station.settings());
    folder.takeReadings(id, readings);
    Map<String, Path> files = new LinkedHashMap<>(folder.write(made.get(), note));
    ReportLog log = new ReportLog(station.store().reports(), station.gatewayId());
    Optional<LogProof> proof;
    // The outbox is the same in all views of a station; another battery may be issuing, too, and
    // the checkpoint on the disk must never go back.
    synchronized (station.store().outbox()) {
      proof = log.proof(id, station.key());
      proof.ifPresent(p -> writeCheckpoint(p.checkpoint(), note));
    }
    if (proof.isPresent()) {
      new ProofFiles(folder, log, station.key(), station.store()::jws)
          .file(id, proof.get(), note)
          .ifPresent(file -> files.put(ReportFiles.PROOF, file));
    } else {
      note.accept("the store lacks earlier reports, so no proof from its log is made");
    }
    return new Issued(made.get(), files);
  }

  /**
   * The log's own state, beside the store: whoever keeps a copy sees later whether it only grew.
   * The report stands without it, and the next one writes it anew.
   */
  private void writeCheckpoint(String checkpoint, Consumer<String> note) {
    Path file = station.settings().stateDir().resolve(ReportFiles.CHECKPOINT);
    try {
      ReportFiles.writeWhole(file, checkpoint.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      note.accept(
          "the report is written, but the checkpoint of the log is not, to "
              + file
              + "; make room or correct permissions");
    }
  }

  private ReportInput input(
      Measured measured, UUID id, Optional<VinCommitment> vin, ReportInput.Chain chain, Stamp now) {
    Settings.Gateway gateway = station.settings().gateway();
    return new ReportInput(
        id,
        measured.health(),
        measured.vehicle(),
        vin,
        new ReportInput.Gateway(
            station.gatewayId(),
            gateway.site() + "/" + gateway.name(),
            Version.SOFTWARE,
            gateway.operator()),
        measured.source(),
        chain,
        measured.started(),
        measured.finished(),
        measured.clockSynced(),
        now,
        measured.sessionSha256());
  }

  private static NewMessage message(Topics topics, Measured measured, SignedReport report) {
    return new NewMessage(
        MessageClass.REPORT,
        topics.report(measured.pack().orElse(NO_VIN)),
        CONTENT_TYPE,
        SCHEMA,
        report.jws().getBytes(StandardCharsets.US_ASCII),
        Optional.empty());
  }
}
