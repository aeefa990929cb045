package io.cellwitness.gateway.session;

import io.cellwitness.api.Driver;
import io.cellwitness.api.DriverContext;
import io.cellwitness.api.DriverException;
import io.cellwitness.api.Reading;
import io.cellwitness.api.Signals;
import io.cellwitness.api.Stamp;
import io.cellwitness.api.TimeSource;
import io.cellwitness.api.Value;
import io.cellwitness.api.VehicleFacts;
import io.cellwitness.gateway.base.Drivers;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.mqtt.TelemetryPublisher;
import io.cellwitness.gateway.store.SessionEnd;
import io.cellwitness.gateway.store.SessionId;
import io.cellwitness.gateway.store.SessionStart;
import io.cellwitness.gateway.store.Store;
import io.cellwitness.health.HealthEstimator;
import io.cellwitness.health.HealthResult;
import io.cellwitness.report.ReportException;
import io.cellwitness.report.ReportInput;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * One check: connect, identify, measure, evaluate, report, sign, commit, write files. Publishing is
 * the outbox' business.
 */
public final class Check {

  /**
   * How a measurement ended.
   *
   * @param why a short sentence
   * @param sparing see {@link CheckOutcome#sparing}
   */
  private record End(String why, boolean sparing) {}

  /** A broker keeps telemetry this long for a subscriber that is away. */
  private static final Duration TELEMETRY_EXPIRY = Duration.ofDays(1);

  private final Station station;
  private final Drivers drivers;
  private final TimeSource vehicleTime;
  private final TimeSource realTime;

  /**
   * Prepares checks at a station.
   *
   * @param station where results go
   * @param drivers what can be read
   * @param vehicleTime the clock of the readings; the demo's runs faster than life
   * @param realTime the machine's clock, for the screen and for the date of the report
   */
  public Check(Station station, Drivers drivers, TimeSource vehicleTime, TimeSource realTime) {
    this.station = station;
    this.drivers = drivers;
    this.vehicleTime = vehicleTime;
    this.realTime = realTime;
  }

  /**
   * Runs one check to its end.
   *
   * @param request what the operator asks for
   * @param listener is told how it goes on
   * @param stopRequested true once the operator wants to finish now and have the report
   * @return the finished check; empty when a charge was to be followed and none came
   * @throws DriverException when the source cannot be used
   * @throws Failure when nothing could be read, or files cannot be written
   * @throws ReportException when the report cannot be written
   * @throws io.cellwitness.gateway.store.StoreException when the store failed
   * @throws InterruptedException when the thread is interrupted
   */
  public Optional<CheckOutcome> run(
      CheckRequest request, CheckListener listener, BooleanSupplier stopRequested)
      throws DriverException, Failure, ReportException, InterruptedException {
    DriverContext context =
        new DriverContext(
            vehicleTime,
            request.profileId(),
            request.profileDirectories(),
            request.requestsPerSecond(),
            listener::note,
            Optional.of(station.settings().stateDir()));
    ReportFolder.prepare(station.settings().outDir());
    try (Driver driver = driver(request, context);
        DriverWatch watch = DriverWatch.over(driver, stopRequested, realTime)) {
      String source = request.source();
      listener.connecting(source);
      VehicleFacts found = watch.connect(source);
      VehicleFacts vehicle = found.with(found.pack().overriddenBy(request.facts()));
      listener.identified(vehicle, vehicle.pack());
      CellCard.note(vehicle.pack().cell()).ifPresent(listener::note);
      HealthEstimator estimator =
          new HealthEstimator(vehicle.pack(), CellCard.knowledge(vehicle.pack().cell()));
      Optional<String> pack = vehicle.identity().map(station.pseudonym()::of);
      SessionId session = station.store().beginSession(start(request, vehicle, pack));
      boolean ended = false;
      try (SessionFile file = SessionFile.create(station.settings().stateDir(), vehicle)) {
        Optional<CheckOutcome> outcome =
            measure(
                request, listener, stopRequested, driver, vehicle, estimator, pack, session, file);
        ended = true;
        end(
            session,
            outcome.filter(CheckOutcome::measured).isPresent()
                ? SessionEnd.Outcome.FINISHED
                : SessionEnd.Outcome.REFUSED,
            outcome.map(CheckOutcome::ended).orElse("it ended before a charge came"));
        return outcome;
      } catch (SessionFile.Trouble e) {
        throw (Failure) e.getCause();
      } finally {
        if (!ended) {
          end(session, SessionEnd.Outcome.ABORTED, "an error ended it");
        }
      }
    }
  }

  private Driver driver(CheckRequest request, DriverContext context) throws DriverException {
    return request.reference().isPresent()
        ? ReferencedDriver.of(drivers, request.address(), request.reference().get(), context)
        : drivers.create(request.address(), context);
  }

  private Optional<CheckOutcome> measure(
      CheckRequest request,
      CheckListener listener,
      BooleanSupplier stopRequested,
      Driver driver,
      VehicleFacts vehicle,
      HealthEstimator estimator,
      Optional<String> pack,
      SessionId session,
      SessionFile file)
      throws DriverException, Failure, ReportException, InterruptedException {
    Store store = station.store();
    Optional<TelemetryPublisher> telemetry =
        driver.live() && !request.simulated() ? telemetry(session, pack) : Optional.empty();
    Measurement measurement =
        new Measurement(
            driver,
            estimator,
            request.mode(),
            listener,
            realTime,
            reading -> {
              store.append(session, reading);
              file.accept(reading);
              telemetry.ifPresent(t -> t.accept(reading));
            });
    End end = readToTheEnd(request.mode(), measurement, driver, listener, stopRequested);
    telemetry.ifPresent(TelemetryPublisher::flush);
    if (request.mode() == Mode.FOLLOW && !measurement.charged()) {
      return Optional.empty();
    }
    Stamp started = measurement.firstStamp().orElseThrow(() -> nothingRead(request));
    Stamp finished = measurement.lastStamp().orElseThrow();
    if (request.declaredSohPct().isPresent() && !measurement.declaresHealth()) {
      measurement.accept(
          new Reading(
              Signals.SOH,
              0,
              new Value.Number(request.declaredSohPct().getAsDouble()),
              finished,
              "operator"));
    }
    pack.ifPresent(
        known ->
            new EarlierVisits(station, listener::note)
                .readings(known, kind(request, driver), started.wall(), finished)
                .forEach(measurement::accept));
    store.flush();
    String hash = file.finish();
    HealthResult health = estimator.result();
    ReportIssuer.Issued issued =
        new ReportIssuer(station)
            .issue(
                new ReportIssuer.Measured(
                    session,
                    vehicle.withLearnt(driver.learnt()),
                    health,
                    new ReportInput.Source(kind(request, driver), request.source()),
                    pack,
                    started,
                    finished,
                    measurement.clockSynced(),
                    file,
                    hash),
                realTime.now(),
                listener::note);
    return Optional.of(
        new CheckOutcome(issued.report(), health, issued.files(), end.why(), end.sparing()));
  }

  /** A live source that goes away late has still been measured: its report is due. */
  private static End readToTheEnd(
      Mode mode,
      Measurement measurement,
      Driver driver,
      CheckListener listener,
      BooleanSupplier stopRequested)
      throws DriverException, InterruptedException {
    try {
      return new End(measurement.run(stopRequested), false);
    } catch (DriverException e) {
      boolean nothingToReport = mode == Mode.FOLLOW && !measurement.charged();
      if (!driver.live() || measurement.firstStamp().isEmpty() || nothingToReport) {
        throw e;
      }
      listener.note(e.getMessage());
      return e.kind() == DriverException.Kind.PROTECT
          ? new End("the car's 12 V battery sagged", true)
          : new End("the source was lost", false);
    }
  }

  private Optional<TelemetryPublisher> telemetry(SessionId session, Optional<String> pack) {
    return station
        .topics()
        .map(
            topics ->
                new TelemetryPublisher(
                    station.store().outbox(),
                    topics,
                    pack.orElse(ReportIssuer.NO_VIN),
                    session,
                    TELEMETRY_EXPIRY));
  }

  private static ReportInput.Source.Kind kind(CheckRequest request, Driver driver) {
    if (request.simulated()) {
      return ReportInput.Source.Kind.SIMULATION;
    }
    return driver.live() ? ReportInput.Source.Kind.LIVE : ReportInput.Source.Kind.RECORDING;
  }

  private static Failure nothingRead(CheckRequest request) {
    return new Failure(
        ExitCode.BAD_DATA, "nothing could be read from " + request.source() + "; check the source");
  }

  private SessionStart start(CheckRequest request, VehicleFacts vehicle, Optional<String> pack) {
    return new SessionStart(
        vehicleTime.now(),
        request.source(),
        request.mode().name().toLowerCase(Locale.ROOT),
        pack,
        vehicle.identity(),
        vehicle.profileId(),
        vehicle.model());
  }

  private void end(SessionId session, SessionEnd.Outcome outcome, String note) {
    station.store().endSession(session, new SessionEnd(vehicleTime.now(), outcome, note));
  }
}
