package io.cellwitness.opcua;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.Driver;
import io.cellwitness.api.Signals;
import io.cellwitness.simulator.opcua.raw.RawUaServer;
import io.cellwitness.simulator.opcua.raw.UaBytes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ends or tears a subscription, sent over the wire to the real client. */
class WireFaultTest {

  private static final long BAD_TIMEOUT = 0x800A_0000L;
  private static final long GOOD_SUBSCRIPTION_TRANSFERRED = 0x002D_0000L;
  private static final long BAD_SESSION_ID_INVALID = 0x8025_0000L;
  private static final int FAULT = 397;

  @TempDir Path folder;
  private Bench bench;
  private RawUaServer server;
  private Driver driver;

  @BeforeEach
  void start() throws Exception {
    bench = new Bench(folder);
    server = RawUaServer.start(new RealTime());
    Path file =
        Files.writeString(
            folder.resolve("raw.json"),
            "{\"schema\":\"cellwitness-opcua-source-1\",\"endpoint\":\""
                + server.url()
                + "\","
                + Bench.OPEN
                + "\"sampling\":{\"mode\":\"subscribe\",\"intervalMillis\":100},\"nodes\":["
                + "{\"signal\":\"CurrentCurrent\",\"unit\":\"A\",\"node\":\""
                + RawUaServer.node()
                + "\"}]}");
    driver = bench.driver(file);
    driver.connect();
    for (int i = 0; i < 3; i++) {
      flows();
    }
  }

  @AfterEach
  void stop() throws Exception {
    driver.close();
    server.close();
    bench.close();
  }

  private void flows() throws Exception {
    Bench.await(driver, Bench.good(Signals.CURRENT));
  }

  private void noted(String words) {
    assertTrue(bench.notes.stream().anyMatch(n -> n.contains(words)), bench.notes::toString);
  }

  /** Sequence numbers jump, and the server no longer has what is missing. */
  @Test
  void lostNotificationsAreAGapAndTheLinkStays() throws Exception {
    server.loseNotifications();
    Bench.await(driver, Bench.absent(Signals.CURRENT, "notifications were lost on the way"));
    flows();
    assertTrue(server.requests(RawUaServer.REPUBLISH) > 0, "they were asked for again");
    assertTrue(bench.notes.isEmpty(), bench.notes::toString);
  }

  /** StatusChangeNotification: timed out at the server, or taken over by another session. */
  @Test
  void aSubscriptionTheServerEndsIsAGapAndMadeAgain() throws Exception {
    for (long status : new long[] {BAD_TIMEOUT, GOOD_SUBSCRIPTION_TRANSFERRED}) {
      int made = server.requests(RawUaServer.CREATE_SUBSCRIPTION);
      server.endSubscriptions(status);
      Bench.await(driver, Bench.absent(Signals.CURRENT, "the link was lost"));
      noted("the server ended the subscription");
      flows();
      assertTrue(server.requests(RawUaServer.CREATE_SUBSCRIPTION) > made);
    }
  }

  /** The server comes back, does not know the session and refuses to transfer its subscription. */
  @Test
  void aSubscriptionThatCannotBeTransferredIsAGapAndMadeAgain() throws Exception {
    AtomicInteger refusals = new AtomicInteger();
    server.answer(
        RawUaServer.ACTIVATE_SESSION,
        request ->
            refusals.getAndIncrement() == 0
                ? UaBytes.answer(FAULT, request.handle(), BAD_SESSION_ID_INVALID, Instant.now())
                    .done()
                : UaBytes.answer(470, request.handle(), 0, Instant.now())
                    .bytes(new byte[32])
                    .u32(-1)
                    .u32(-1)
                    .done());
    int made = server.requests(RawUaServer.CREATE_SUBSCRIPTION);
    server.cut();
    Bench.await(driver, Bench.absent(Signals.CURRENT, "the link was lost"));
    flows();
    assertTrue(server.requests(RawUaServer.CREATE_SUBSCRIPTION) > made);
    System.out.println(
        "transfers asked for: "
            + server.requests(RawUaServer.TRANSFER_SUBSCRIPTIONS)
            + "; "
            + bench.notes);
  }

  /** Notifications stop while the link lives: the watchdog or the age of the values tells. */
  @Test
  void aSubscriptionThatFallsSilentIsAGap() throws Exception {
    Object never = new Object();
    server.answer(
        RawUaServer.PUBLISH,
        request -> {
          synchronized (never) {
            try {
              never.wait(60_000);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            return new byte[0];
          }
        });
    Bench.await(
        driver,
        r ->
            r.signal().equals(Signals.CURRENT)
                && r.value() instanceof io.cellwitness.api.Value.Absent);
  }
}
