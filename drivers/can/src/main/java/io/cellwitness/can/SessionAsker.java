package io.cellwitness.can;

import io.cellwitness.api.TimeSource;
import io.cellwitness.can.link.LinkException;
import io.cellwitness.can.profile.ReadRequest;
import io.cellwitness.can.uds.Answer;
import io.cellwitness.can.uds.Ecu;
import io.cellwitness.can.uds.UdsClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Asks in the default session, and in the extended one (10 03) only where the profile allows it for
 * this request, the control unit has refused it in the default session, and the car says that it
 * stands still: a session may wake other control units or light a lamp.
 *
 * <p>Nothing keeps the session open and nothing closes it: reading does the one, and silence the
 * other, because a control unit falls back by itself after S3 = 5 s (ISO 14229-2, 8.4).
 */
final class SessionAsker {

  private static final byte[] OPEN_EXTENDED = {0x10, 0x03};
  private static final byte[] SPEED = {0x01, 0x0D};
  private static final long SURELY_OPEN_NANOS = Duration.ofSeconds(4).toNanos();
  private static final long TRY_AGAIN_NANOS = Duration.ofSeconds(30).toNanos();

  private final UdsClient client;
  private final TimeSource time;
  private final Consumer<String> notes;
  private final Set<Ecu> insists = new HashSet<>();
  private final Map<Ecu, Long> openUntil = new HashMap<>();
  private final Map<Ecu, Long> notBefore = new HashMap<>();
  private boolean told;

  SessionAsker(UdsClient client, TimeSource time, Consumer<String> notes) {
    this.client = client;
    this.time = time;
    this.notes = notes;
  }

  Answer ask(ReadRequest request) throws LinkException, InterruptedException {
    Ecu ecu = request.ecu();
    if (!request.extendedSession()) {
      return answered(ecu, client.ask(ecu, request.bytes()));
    }
    if (insists.contains(ecu) && !isOpen(ecu)) {
      open(ecu);
    }
    Answer answer = answered(ecu, client.ask(ecu, request.bytes()));
    if (answer instanceof Answer.Refused refused && refused.wrongSession()) {
      openUntil.remove(ecu);
      insists.add(ecu);
      return open(ecu) ? answered(ecu, client.ask(ecu, request.bytes())) : answer;
    }
    return answer;
  }

  /** Every answer begins S3 anew in a control unit whose session is open. */
  private Answer answered(Ecu ecu, Answer answer) {
    if (isOpen(ecu) && answer instanceof Answer.Data) {
      openUntil.put(ecu, now() + SURELY_OPEN_NANOS);
    }
    return answer;
  }

  private boolean isOpen(Ecu ecu) {
    Long until = openUntil.get(ecu);
    return until != null && until - now() > 0;
  }

  private boolean open(Ecu ecu) throws LinkException, InterruptedException {
    Long again = notBefore.get(ecu);
    if (again != null && again - now() > 0) {
      return false;
    }
    if (stands(ecu) && client.ask(ecu, OPEN_EXTENDED) instanceof Answer.Data) {
      openUntil.put(ecu, now() + SURELY_OPEN_NANOS);
      return true;
    }
    notBefore.put(ecu, now() + TRY_AGAIN_NANOS);
    if (!told) {
      told = true;
      notes.accept(
          "control unit "
              + ecu.requestHex()
              + " gives some values only in its extended session, which it does not open, or which"
              + " is not asked for because the car does not say that it stands; they stay absent");
    }
    return false;
  }

  /** Whether somebody says that the speed is 0 and nobody that it is not. */
  private boolean stands(Ecu ecu) throws LinkException, InterruptedException {
    Ecu everybody = ecu.bits() == 11 ? Ecu.EVERYBODY_11 : Ecu.EVERYBODY_29;
    List<Answer.Data> speeds = client.askAll(everybody, SPEED);
    return !speeds.isEmpty()
        && speeds.stream().allMatch(s -> s.data().length == 1 && s.data()[0] == 0);
  }

  private long now() {
    return time.now().monotonicNanos();
  }
}
