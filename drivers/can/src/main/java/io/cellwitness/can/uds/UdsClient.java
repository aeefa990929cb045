package io.cellwitness.can.uds;

import io.cellwitness.api.Stamp;
import io.cellwitness.api.TimeSource;
import io.cellwitness.can.isotp.Messages.Message;
import io.cellwitness.can.link.LinkException;
import io.cellwitness.can.uds.Adapter.Exchange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Asks control units politely: one request at a time, at most so many a second as it is told,
 * slower while answers are damaged, patient with "pending", backing off from "busy", never asking
 * again for what is not there.
 */
public final class UdsClient {

  private static final int MOST_SLOWDOWN = 8;
  private static final Duration BUSY_PAUSE = Duration.ofMillis(100);
  private static final Duration PENDING_PAUSE = Duration.ofMillis(500);
  private static final int DAMAGED_TRIES = 3;
  private static final int FUNCTIONAL_TRIES = 2;
  private static final int BUSY_TRIES = 4;
  private static final int PENDING_TRIES = 10;

  /** Four times P2*: whoever is not ready then is asked again in a later round. */
  private static final double MOST_PENDING_SECONDS = 20;

  private static final int GOOD_ANSWERS_TO_SPEED_UP = 20;
  private static final int MOST_REMEMBERED = 1_000;

  private final Adapter adapter;
  private final TimeSource time;
  private final Map<String, Answer.Refused> refusedForGood = new LinkedHashMap<>();
  private final Duration shortestPause;
  private Duration pause;
  private int goodAnswers;
  private Optional<Stamp> lastRequest = Optional.empty();

  /**
   * Makes the client.
   *
   * @param adapter carries the requests
   * @param requestsPerSecond most requests in a second, 1 or more
   * @param time paces them
   */
  public UdsClient(Adapter adapter, int requestsPerSecond, TimeSource time) {
    this.adapter = adapter;
    this.time = time;
    this.shortestPause = Duration.ofSeconds(1).dividedBy(requestsPerSecond);
    this.pause = shortestPause;
  }

  /**
   * Asks one control unit.
   *
   * @param ecu whom
   * @param request service, identifier and parameters
   * @return what became of it
   * @throws LinkException when the link is lost
   * @throws InterruptedException when the thread is interrupted meanwhile
   */
  public Answer ask(Ecu ecu, byte[] request) throws LinkException, InterruptedException {
    String key = ecu.requestHex() + ":" + HexFormat.of().formatHex(request);
    Answer.Refused known = refusedForGood.get(key);
    if (known != null) {
      return known;
    }
    Answer answer = persist(ecu, request);
    if (answer instanceof Answer.Refused refused
        && refused.forGood()
        && refusedForGood.size() < MOST_REMEMBERED) {
      refusedForGood.put(key, refused);
    }
    return answer;
  }

  private Answer persist(Ecu ecu, byte[] request) throws LinkException, InterruptedException {
    int damaged = 0;
    int busy = 0;
    int pending = 0;
    Stamp begun = time.now();
    while (true) {
      Exchange exchange = paced(ecu, request, pending > 0);
      Answer answer = read(exchange, request, time.now());
      learn(answer);
      if (answer instanceof Answer.Damaged && ++damaged < DAMAGED_TRIES) {
        continue;
      }
      boolean stillPending = pending > 0 && answer instanceof Answer.Silent;
      if (answer instanceof Answer.Refused refused) {
        if (refused.code() == Answer.Refused.BUSY && ++busy < BUSY_TRIES) {
          time.sleep(BUSY_PAUSE.multipliedBy(1L << busy));
          continue;
        }
        stillPending = refused.code() == Answer.Refused.PENDING;
      }
      if (stillPending) {
        pending += Math.max(1, excuses(exchange, request));
        boolean inTime = time.now().secondsSince(begun) < MOST_PENDING_SECONDS;
        if (pending < PENDING_TRIES && inTime) {
          time.sleep(PENDING_PAUSE);
          continue;
        }
      }
      return answer;
    }
  }

  /** How often one exchange brought "pending": some control units repeat it without being asked. */
  private static int excuses(Exchange exchange, byte[] request) {
    OptionalInt pending = OptionalInt.of(Answer.Refused.PENDING);
    return (int)
        exchange.messages().stream()
            .filter(message -> Echo.refusal(request, message.payload()).equals(pending))
            .count();
  }

  private static Answer read(Exchange exchange, byte[] request, Stamp at) {
    if (!exchange.damage().isEmpty()) {
      return new Answer.Damaged(exchange.damage().get(0));
    }
    Answer latest =
        exchange.messages().isEmpty()
            ? new Answer.Silent()
            : new Answer.Damaged("an answer to another request came");
    // The latest counts: an answer that was late from the try before may stand in front of it.
    for (Message message : exchange.messages()) {
      Optional<byte[]> data = Echo.data(request, message.payload());
      OptionalInt refusal = Echo.refusal(request, message.payload());
      if (data.isPresent()) {
        latest = new Answer.Data(message.responder(), data.get(), at);
      } else if (refusal.isPresent()) {
        latest = new Answer.Refused(refusal.getAsInt());
      }
    }
    return latest;
  }

  /**
   * Asks everybody at once and takes each positive answer. Silence and refusals are normal here.
   *
   * @param everybody a functional address
   * @param request service, identifier and parameters
   * @return one answer a responder, in order of arrival; empty when the exchange was damaged
   * @throws LinkException when the link is lost
   * @throws InterruptedException when the thread is interrupted meanwhile
   */
  public List<Answer.Data> askAll(Ecu everybody, byte[] request)
      throws LinkException, InterruptedException {
    List<Answer.Data> answers = new ArrayList<>();
    for (int tries = 0; tries < FUNCTIONAL_TRIES; tries++) {
      Exchange exchange = paced(everybody, request, false);
      if (!exchange.damage().isEmpty()) {
        continue;
      }
      Stamp at = time.now();
      for (Message message : exchange.messages()) {
        Echo.data(request, message.payload())
            .ifPresent(data -> answers.add(new Answer.Data(message.responder(), data, at)));
      }
      break;
    }
    return answers;
  }

  private Exchange paced(Ecu ecu, byte[] request, boolean patient)
      throws LinkException, InterruptedException {
    if (lastRequest.isPresent()) {
      long sinceNanos = time.now().monotonicNanos() - lastRequest.get().monotonicNanos();
      time.sleep(pause.minusNanos(Math.max(0, sinceNanos)));
    }
    lastRequest = Optional.of(time.now());
    return adapter.exchange(ecu, request, patient);
  }

  private void learn(Answer answer) {
    if (answer instanceof Answer.Damaged) {
      goodAnswers = 0;
      Duration longest = shortestPause.multipliedBy(MOST_SLOWDOWN);
      pause = pause.compareTo(longest) < 0 ? pause.multipliedBy(2) : longest;
    } else if (answer instanceof Answer.Data && ++goodAnswers >= GOOD_ANSWERS_TO_SPEED_UP) {
      goodAnswers = 0;
      pause = pause.compareTo(shortestPause) > 0 ? pause.dividedBy(2) : shortestPause;
    }
  }
}
