package io.cellwitness.report;

import io.cellwitness.api.Stamp;
import io.cellwitness.api.VehicleFacts;
import io.cellwitness.health.HealthResult;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Everything a report is made of.
 *
 * @param reportId UUIDv7, see {@link UuidV7}
 * @param health what the method says
 * @param vehicle who was on the other end
 * @param vin commitment to the VIN, empty when no VIN was read; {@code vehicle.vin()} itself is
 *     never written
 * @param gateway who measured
 * @param source where the readings came from
 * @param chain this report's place
 * @param started first reading
 * @param finished last reading; recordings carry the time of the recording
 * @param measuredClockSynced whether the clock of the readings was known to be right at every one
 *     of them, not only at the first and the last
 * @param issued when the report is signed, by the machine's own clock
 * @param sessionSha256 hash of {@code session.jsonl.gz}, 64 lower-case hexadecimal digits
 */
public record ReportInput(
    UUID reportId,
    HealthResult health,
    VehicleFacts vehicle,
    Optional<VinCommitment> vin,
    Gateway gateway,
    Source source,
    Chain chain,
    Stamp started,
    Stamp finished,
    boolean measuredClockSynced,
    Stamp issued,
    String sessionSha256) {

  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  /** Rejects nulls and a session hash that is none. */
  public ReportInput {
    Objects.requireNonNull(reportId, "reportId");
    Objects.requireNonNull(health, "health");
    Objects.requireNonNull(vehicle, "vehicle");
    Objects.requireNonNull(vin, "vin");
    Objects.requireNonNull(gateway, "gateway");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(chain, "chain");
    Objects.requireNonNull(started, "started");
    Objects.requireNonNull(finished, "finished");
    Objects.requireNonNull(issued, "issued");
    requireHash(sessionSha256);
  }

  /**
   * Who measured.
   *
   * @param id stable id of the gateway
   * @param name name of the workshop in words
   * @param softwareVersion version of CellWitness
   * @param operator who was at the car, when known
   */
  public record Gateway(String id, String name, String softwareVersion, Optional<String> operator) {
    /** Rejects nulls. */
    public Gateway {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(softwareVersion, "softwareVersion");
      Objects.requireNonNull(operator, "operator");
    }
  }

  /**
   * Where the readings came from.
   *
   * @param kind whether a vehicle stood there
   * @param description in words, without VIN: {@code elm327:/dev/ttyUSB0}
   */
  public record Source(Kind kind, String description) {

    /** Whether a vehicle stood there. The page says so in large letters when none did. */
    public enum Kind {
      /** A vehicle or pack on the other end of a link. */
      LIVE,
      /** A recording played back. */
      RECORDING,
      /** A simulated vehicle: nothing in the report describes a real one. */
      SIMULATION
    }

    /** Rejects nulls. */
    public Source {
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(description, "description");
    }
  }

  /**
   * A report's place in its gateway's gap-free chain.
   *
   * @param sequence from 1
   * @param previousHash {@link SignedReport#payloadHash()} of number {@code sequence - 1}; empty
   *     exactly for the first
   */
  public record Chain(long sequence, Optional<String> previousHash) {
    /** Rejects a number below 1 and a first report with a predecessor, or a later one without. */
    public Chain {
      if (sequence < 1 || previousHash.isEmpty() != (sequence == 1)) {
        throw new IllegalArgumentException("report " + sequence + " breaks the chain");
      }
      previousHash.ifPresent(ReportInput::requireHash);
    }
  }

  private static void requireHash(String hash) {
    if (!HASH.matcher(hash).matches()) {
      throw new IllegalArgumentException("not a SHA-256 in lower-case hexadecimal");
    }
  }
}
