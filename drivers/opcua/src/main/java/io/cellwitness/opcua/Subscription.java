package io.cellwitness.opcua;

import io.cellwitness.api.DriverContext;
import io.cellwitness.api.Reading;
import io.cellwitness.api.Stamp;
import io.cellwitness.opcua.config.NodeAddress;
import io.cellwitness.opcua.config.Sampling;
import io.cellwitness.opcua.link.LinkEvent;
import io.cellwitness.opcua.link.LinkException;
import io.cellwitness.opcua.link.UaLink;
import io.cellwitness.opcua.link.UaValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Has values sent. The server's clock is asked for every two seconds: that dates the values and
 * notices a dead link even when nothing changes.
 */
final class Subscription extends Reception {

  /** About ten seconds of a thousand nodes at 100 ms. */
  private static final int QUEUE = 100_000;

  /**
   * Numbers in waiting arrays: a hundred thousand long ones would fill any memory, as would texts.
   */
  private static final int MOST_NUMBERS = 200_000;

  private static final int MOST_AT_ONCE = 5000;
  private static final Duration HEARTBEAT = Duration.ofSeconds(2);

  /** Server_ServerStatus_CurrentTime, which every server has (OPC 10000-5, 8.3.2). */
  private static final NodeAddress CURRENT_TIME = NodeAddress.Id.parse("i=2258").orElseThrow();

  private final List<Located> nodes;
  private final UaLink.Wanted currentTime;
  private final BlockingQueue<Arrived> queue = new ArrayBlockingQueue<>(QUEUE);
  private final AtomicInteger waitingNumbers = new AtomicInteger();
  private final AtomicBoolean overrun = new AtomicBoolean();
  private final List<Reading> initial = new ArrayList<>();

  /** Not in the queue, where it could be lost with the values. */
  private volatile LinkEvent.Ended end;

  private long heartbeatNanos;

  private record Arrived(LinkEvent event, Stamp at) {
    /** What it holds of arrays and text, in numbers of eight bytes. */
    int numbers() {
      if (!(event instanceof LinkEvent.Data data)) {
        return 0;
      }
      return data.value().content() instanceof UaValue.Content.Numbers array
          ? array.numbers().length
          : data.value().content() instanceof UaValue.Content.Text text
              ? text.text().length() / 8
              : 0;
    }
  }

  Subscription(UaLink link, List<Located> nodes, Sampling sampling, DriverContext context)
      throws LinkException, InterruptedException {
    super(link, sampling, context);
    this.nodes = List.copyOf(nodes);
    Optional<UaLink.Found> found = link.find(List.of(CURRENT_TIME)).get(0);
    this.currentTime = new UaLink.Wanted(found.orElseThrow(), Optional.empty());
    heartbeat();
    // Read before the first notification is on its way, so that the two do not overtake each other.
    initial.addAll(read(nodes));
    link.subscribe(
        nodes.stream()
            .map(
                n ->
                    new UaLink.Subscribed(
                        n.wanted(), n.judge().mapping().interval().orElse(sampling.interval())))
            .toList(),
        this::arrived);
  }

  /** Called by the link's threads: takes note and returns. */
  private void arrived(LinkEvent event) {
    if (event instanceof LinkEvent.Ended ended) {
      end = ended;
      return;
    }
    Arrived arrived = new Arrived(event, context.time().now());
    int numbers = arrived.numbers();
    if (waitingNumbers.addAndGet(numbers) > MOST_NUMBERS || !queue.offer(arrived)) {
      waitingNumbers.addAndGet(-numbers);
      overrun.set(true);
    }
  }

  @Override
  List<Reading> receive() throws LinkException, InterruptedException {
    if (end != null) {
      throw new LinkException(LinkException.Kind.UNREACHABLE, end.reason(), null);
    }
    List<Reading> readings = new ArrayList<>(initial);
    initial.clear();
    if (!readings.isEmpty()) {
      return readings;
    }
    if (overrun.getAndSet(false)) {
      List<Arrived> cleared = new ArrayList<>();
      queue.drainTo(cleared);
      cleared.forEach(arrived -> waitingNumbers.addAndGet(-arrived.numbers()));
      readings.addAll(lost("values came faster than they could be taken", context.time().now()));
    }
    if (context.time().now().monotonicNanos() >= heartbeatNanos) {
      if (heartbeat()) {
        Stamp leapt = context.time().now();
        nodes.forEach(n -> readings.addAll(n.judge().gap("the server's clock leapt", leapt)));
      }
      Stamp now = context.time().now();
      nodes.forEach(n -> readings.addAll(n.judge().silence(now)));
    }
    Arrived next = queue.poll(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    for (int i = 0; next != null && i < MOST_AT_ONCE && readings.size() < MOST_AT_ONCE; i++) {
      take(next, readings);
      next = queue.poll();
    }
    if (next != null) {
      take(next, readings);
    }
    return readings;
  }

  private void take(Arrived arrived, List<Reading> readings) {
    waitingNumbers.addAndGet(-arrived.numbers());
    if (arrived.event() instanceof LinkEvent.Data data) {
      readings.addAll(nodes.get(data.item()).judge().judge(data.value(), arrived.at(), clock));
    } else if (arrived.event() instanceof LinkEvent.Lost lost) {
      readings.addAll(lost(lost.reason(), arrived.at()));
    }
  }

  private List<Reading> lost(String reason, Stamp told) {
    List<Reading> readings = new ArrayList<>();
    nodes.forEach(n -> readings.addAll(n.judge().lost(reason, told)));
    return readings;
  }

  private boolean heartbeat() throws LinkException, InterruptedException {
    UaLink.Answer answer = link.read(List.of(currentTime));
    if (answer.answered().isEmpty() && answer.values().get(0).status() != 0) {
      // Any other node may fail by itself; a server that cannot tell its time is not there.
      throw new LinkException(
          LinkException.Kind.UNREACHABLE, "the OPC UA server does not tell its time", null);
    }
    Stamp received = context.time().now();
    heartbeatNanos = received.monotonicNanos() + HEARTBEAT.toNanos();
    return learn(answer, received);
  }
}
