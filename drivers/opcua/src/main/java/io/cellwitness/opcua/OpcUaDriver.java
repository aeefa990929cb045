package io.cellwitness.opcua;

import io.cellwitness.api.Driver;
import io.cellwitness.api.DriverContext;
import io.cellwitness.api.DriverException;
import io.cellwitness.api.Quality;
import io.cellwitness.api.Reading;
import io.cellwitness.api.ReadingSink;
import io.cellwitness.api.Signal;
import io.cellwitness.api.Signals;
import io.cellwitness.api.Stamp;
import io.cellwitness.api.Value;
import io.cellwitness.api.VehicleFacts;
import io.cellwitness.opcua.config.OpcUaSource;
import io.cellwitness.opcua.config.Policy;
import io.cellwitness.opcua.link.LinkException;
import io.cellwitness.opcua.link.UaLink;
import io.cellwitness.opcua.link.UaLinks;
import io.cellwitness.opcua.probe.KnownBattery;
import io.cellwitness.opcua.values.NodeJudge;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Reads one OPC UA server and comes back to it when it was lost. */
final class OpcUaDriver implements Driver {

  /** One note for so many vain attempts, so that a night without server does not fill the log. */
  private static final int ATTEMPTS_PER_NOTE = 30;

  /** A link that was lost before this age was none to speak of. */
  private static final double SHORT_LIVED_S = 10;

  /** So many short-lived links in a row are told one by one. */
  private static final int TOLD_ONE_BY_ONE = 3;

  private final DriverContext context;
  private final UaLinks links;
  private final List<NodeJudge> judges = new ArrayList<>();
  private final List<Reading> pending = new ArrayList<>();
  private OpcUaSource source;
  private Recovery recovery;
  private Stamp linkedAt;
  private int shortLived;
  private volatile Reception reception;
  private volatile boolean closed;

  OpcUaDriver(OpcUaSource source, DriverContext context, UaLinks links) {
    this.source = source;
    this.context = context;
    this.links = links;
  }

  @Override
  public VehicleFacts connect() throws DriverException, InterruptedException {
    UaLink link = null;
    boolean connected = false;
    try {
      link = links.open(source);
      if (source.nodes().isEmpty()) {
        source = KnownBattery.find(link, source, context.time());
      }
      source.nodes().forEach(mapping -> judges.add(new NodeJudge(mapping, source.sampling())));
      List<Reception.Located> nodes = locate(link);
      if (nodes.isEmpty()) {
        throw new DriverException(
            DriverException.Kind.CONFIGURATION,
            "the OPC UA server "
                + source.endpoint()
                + " has none of the "
                + judges.size()
                + " nodes of "
                + source.origin()
                + "; 'cellwitness probe opcua "
                + source.endpoint()
                + "' shows what it has");
      }
      reception = receiver(link, nodes);
      pending.addAll(reception.receive());
      requireValue();
      source.meterAccuracyPct().ifPresent(pct -> tell(Signals.REFERENCE_ACCURACY, pct));
      if (source.security().policy() == Policy.NONE && source.hasReference()) {
        tell(Signals.REFERENCE_AUTHENTICATED, 0);
      }
      closeIfTooLate();
      linkedAt = context.time().now();
      connected = true;
      return Facts.of(source, link.server(), pending, context);
    } catch (LinkException e) {
      throw new DriverException(kind(e), e.getMessage(), e);
    } finally {
      if (!connected && link != null) {
        link.close();
      }
    }
  }

  /** What the source file says of the meter, once: it does not change while it is read. */
  private void tell(Signal signal, double value) {
    pending.add(
        new Reading(signal, 0, new Value.Number(value), context.time().now(), "source file"));
  }

  /** Bytes coming back are no proof: at least one node must have a value now. */
  private void requireValue() throws DriverException {
    if (pending.stream().noneMatch(r -> r.quality() == Quality.GOOD)) {
      throw new DriverException(
          DriverException.Kind.UNAVAILABLE,
          "none of the nodes of "
              + source.origin()
              + " on the OPC UA server "
              + source.endpoint()
              + " has a value ("
              + pending.stream()
                  .filter(r -> r.value() instanceof Value.Absent)
                  .map(r -> r.source() + ": " + ((Value.Absent) r.value()).reason())
                  .distinct()
                  .limit(3)
                  .collect(Collectors.joining("; "))
              + "); check that the equipment behind it is switched on"
              + (pending.stream().anyMatch(OpcUaDriver::misdated)
                  ? ", or set \"timestamps\": \"receive\" under \"sampling\" in a source file if its"
                      + " timestamps do not tell when a value was sampled"
                  : ""));
    }
  }

  private static boolean misdated(Reading reading) {
    return reading.quality() == Quality.STALE
        || reading.value() instanceof Value.Absent a
            && (a.reason().contains("in the future") || a.reason().contains("no timestamp"));
  }

  private static DriverException.Kind kind(LinkException e) {
    return switch (e.kind()) {
      case UNREACHABLE, REFUSED -> DriverException.Kind.UNAVAILABLE;
      case LOCAL -> DriverException.Kind.CONFIGURATION;
      case DISK -> DriverException.Kind.INPUT_OUTPUT;
    };
  }

  private List<Reception.Located> locate(UaLink link) throws LinkException, InterruptedException {
    List<NodeJudge> missing = new ArrayList<>();
    List<Reception.Located> nodes = Reception.locate(link, judges, missing);
    Stamp now = context.time().now();
    missing.forEach(judge -> pending.addAll(judge.gap("the server has no such node", now)));
    if (!missing.isEmpty()) {
      context
          .notes()
          .accept(
              "the OPC UA server lacks "
                  + missing.size()
                  + " of "
                  + judges.size()
                  + " nodes, among them "
                  + missing.get(0).mapping().source());
    }
    return nodes;
  }

  private Reception receiver(UaLink link, List<Reception.Located> nodes)
      throws LinkException, InterruptedException {
    return source.sampling().subscribe()
        ? new Subscription(link, nodes, source.sampling(), context)
        : new Polling(link, nodes, source.sampling(), context);
  }

  @Override
  public boolean poll(ReadingSink sink) throws DriverException, InterruptedException {
    if (closed) {
      return false;
    }
    pending.forEach(sink::accept);
    pending.clear();
    if (reception == null) {
      seek();
      return !closed;
    }
    try {
      reception.receive().forEach(sink::accept);
    } catch (LinkException e) {
      if (!closed) {
        lose(e, sink);
      }
    }
    return !closed;
  }

  private void lose(LinkException e, ReadingSink sink) {
    // One gap an outage: it lasts until the next value.
    Stamp now = context.time().now();
    judges.forEach(judge -> judge.gap("the link was lost", now).forEach(sink::accept));
    shortLived = now.secondsSince(linkedAt) < SHORT_LIVED_S ? shortLived + 1 : 0;
    if (worthANote()) {
      context
          .notes()
          .accept(
              "lost the OPC UA server"
                  + (shortLived > TOLD_ONE_BY_ONE ? " " + shortLived + " times in a row" : "")
                  + ": "
                  + e.getMessage()
                  + "; seeking it");
    }
    reception.close();
    reception = null;
    recovery = new Recovery(context.time().now(), source.sampling().giveUpAfter(), shortLived);
  }

  /** A server that is lost as soon as it is found must not fill the log either. */
  private boolean worthANote() {
    return shortLived <= TOLD_ONE_BY_ONE || shortLived % ATTEMPTS_PER_NOTE == 0;
  }

  private void seek() throws DriverException, InterruptedException {
    Duration wait = recovery.untilNext(context.time().now());
    if (wait.compareTo(Duration.ZERO) > 0) {
      context
          .time()
          .sleep(wait.compareTo(Reception.LONGEST_WAIT) < 0 ? wait : Reception.LONGEST_WAIT);
      return;
    }
    UaLink link = null;
    try {
      link = links.open(source);
      List<Reception.Located> nodes = locate(link);
      if (nodes.isEmpty()) {
        throw new LinkException(
            LinkException.Kind.UNREACHABLE, "the server has none of the nodes any more", null);
      }
      reception = receiver(link, nodes);
      link = null;
      closeIfTooLate();
      linkedAt = context.time().now();
      if (worthANote()) {
        context
            .notes()
            .accept("the OPC UA server is back after " + recovery.secondsLost(linkedAt) + " s");
      }
    } catch (LinkException e) {
      vain(e);
    } finally {
      if (link != null) {
        link.close();
      }
    }
  }

  private void vain(LinkException e) throws DriverException {
    Stamp now = context.time().now();
    if (recovery.hopeless(now)) {
      throw new DriverException(
          DriverException.Kind.UNAVAILABLE,
          e.getMessage() + " (gave up after " + recovery.secondsLost(now) + " s)",
          e);
    }
    boolean note = recovery.attempts() % ATTEMPTS_PER_NOTE == 0;
    Duration wait = recovery.failed(now, e.kind());
    if (e.kind() != LinkException.Kind.UNREACHABLE) {
      context.notes().accept(e.getMessage() + "; next attempt in " + wait.toSeconds() + " s");
    } else if (note) {
      context.notes().accept("still seeking the OPC UA server: " + e.getMessage());
    }
  }

  /** A close that came while the link was being made did not see it. */
  private void closeIfTooLate() {
    if (closed) {
      reception.close();
    }
  }

  @Override
  public void close() {
    closed = true;
    Reception open = reception;
    if (open != null) {
      open.close();
    }
  }
}
