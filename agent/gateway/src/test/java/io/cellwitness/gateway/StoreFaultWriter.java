package io.cellwitness.gateway;

import io.cellwitness.api.Reading;
import io.cellwitness.api.Signals;
import io.cellwitness.api.Stamp;
import io.cellwitness.api.TimeSource;
import io.cellwitness.api.Value;
import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.SystemTime;
import io.cellwitness.gateway.store.ChainHead;
import io.cellwitness.gateway.store.MessageClass;
import io.cellwitness.gateway.store.NewMessage;
import io.cellwitness.gateway.store.NewReport;
import io.cellwitness.gateway.store.SessionEnd;
import io.cellwitness.gateway.store.SessionId;
import io.cellwitness.gateway.store.SessionStart;
import io.cellwitness.gateway.store.Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A process whose calls fail: a session with readings, messages, deliveries and reports. It prints
 * what the store has answered for, and ends the way the program ends. Arguments: state directory,
 * number of rounds.
 */
final class StoreFaultWriter {

  static final int READINGS_PER_ROUND = 50;

  private StoreFaultWriter() {}

  public static void main(String[] arguments) {
    TimeSource time = new SystemTime();
    int code = 0;
    try (Store store = Store.open(Path.of(arguments[0]), time)) {
      SessionId session = store.beginSession(start(time.now()));
      say("session " + session);
      for (int round = 0; round < Integer.parseInt(arguments[1]); round++) {
        for (int i = 0; i < READINGS_PER_ROUND; i++) {
          store.append(session, reading(time.now(), i));
        }
        store.flush();
        say("readings " + session);
        long message = store.outbox().add(message(MessageClass.TELEMETRY, new byte[700]));
        say("message " + message);
        say("report " + store.commitReport(StoreFaultWriter::report).sequence());
        if (round % 2 == 0) {
          store.outbox().delivered(List.of(message));
          say("delivered " + message);
        }
      }
      store.endSession(
          session, new SessionEnd(time.now(), SessionEnd.Outcome.FINISHED, "as planned"));
      say("ended " + session);
    } catch (RuntimeException e) {
      code = Main.failed(new Console(System.out, System.err, 0), e);
    }
    System.exit(code);
  }

  static NewReport report(ChainHead head) {
    byte[] jws = ("jws " + head.sequence()).getBytes(StandardCharsets.US_ASCII);
    return new NewReport(
        UUID.nameUUIDFromBytes(jws),
        Optional.empty(),
        Optional.empty(),
        String.format("%064x", head.sequence()),
        jws,
        Optional.of(message(MessageClass.REPORT, jws)));
  }

  private static NewMessage message(MessageClass kind, byte[] body) {
    return new NewMessage(kind, "cw/site/gw/x", "application/x", "x/1", body, Optional.empty());
  }

  private static SessionStart start(Stamp at) {
    return new SessionStart(
        at,
        "elm327:tcp://127.0.0.1:35000",
        "charge",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Reading reading(Stamp at, int i) {
    return new Reading(Signals.VOLTAGE, 0, new Value.Number(350 + i % 7 / 10.0), at, "7EC:220101");
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
