package io.cellwitness.opcua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.DriverContext;
import io.cellwitness.api.Reading;
import io.cellwitness.api.Signals;
import io.cellwitness.api.Value;
import io.cellwitness.opcua.config.NodeAddress;
import io.cellwitness.opcua.config.NodeMapping;
import io.cellwitness.opcua.config.Sampling;
import io.cellwitness.opcua.config.Unit;
import io.cellwitness.opcua.link.LinkEvent;
import io.cellwitness.opcua.link.LinkException;
import io.cellwitness.opcua.link.UaValue;
import io.cellwitness.opcua.values.NodeJudge;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a subscription makes of the events of its link. */
class SubscriptionTest {

  private final FakeTime time = new FakeTime();
  private final FakeLink link = new FakeLink(time);
  private Subscription subscription;

  @BeforeEach
  void subscribe() throws Exception {
    NodeMapping mapping =
        NodeMapping.plain(
            Signals.CURRENT,
            NodeAddress.Id.parse("ns=2;s=I").orElseThrow(),
            Unit.find("A").orElseThrow());
    DriverContext context = new DriverContext(time, Optional.empty(), List.of(), note -> {});
    subscription =
        new Subscription(
            link,
            Reception.locate(
                link, List.of(new NodeJudge(mapping, Sampling.DEFAULT)), new ArrayList<>()),
            Sampling.DEFAULT,
            context);
    assertEquals(1, subscription.receive().size(), "what was read at the start");
  }

  private void flood() {
    for (int i = 0; i < 150_000; i++) {
      link.events.accept(new LinkEvent.Data(0, link.value()));
    }
  }

  @Test
  void anEndIsNoticedAlthoughTheQueueIsFull() {
    flood();
    link.events.accept(new LinkEvent.Ended("the server ended the subscription"));
    LinkException e = assertThrows(LinkException.class, subscription::receive);
    assertEquals("the server ended the subscription", e.getMessage());
  }

  @Test
  void anEndIsNoticedAlthoughTheQueueIsClearedForItsOverrun() throws Exception {
    link.events.accept(new LinkEvent.Ended("the session was lost"));
    flood();
    assertThrows(LinkException.class, subscription::receive);
  }

  @Test
  void anOverrunIsAGap() throws Exception {
    flood();
    Reading gap = subscription.receive().get(0);
    assertTrue(overrun(gap), gap::toString);
  }

  /** Each alone is fair; as many as may wait for scalars would be eight gigabytes. */
  @Test
  void longArraysOverrunByTheirLength() throws Exception {
    UaValue array =
        new UaValue(
            0,
            new UaValue.Content.Numbers(new double[10_000]),
            Optional.of(time.now().wall()),
            Optional.empty());
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 20; i++) {
        link.events.accept(new LinkEvent.Data(0, array));
      }
      assertTrue(
          subscription.receive().stream().noneMatch(SubscriptionTest::overrun), "room was made");
    }
    for (int i = 0; i < 21; i++) {
      link.events.accept(new LinkEvent.Data(0, array));
    }
    assertTrue(overrun(subscription.receive().get(0)));
    link.events.accept(new LinkEvent.Data(0, array));
    assertTrue(subscription.receive().stream().noneMatch(SubscriptionTest::overrun));
  }

  private static boolean overrun(Reading reading) {
    return reading.value() instanceof Value.Absent a && a.reason().contains("faster");
  }

  @Test
  void lostNotificationsAreAGapBetweenTheSamples() throws Exception {
    link.events.accept(new LinkEvent.Lost("notifications were lost on the way"));
    time.sleep(Duration.ofSeconds(1));
    link.age = Duration.ofMillis(900);
    link.events.accept(new LinkEvent.Data(0, link.value()));
    List<Reading> readings = subscription.receive();
    assertEquals(2, readings.size(), readings::toString);
    assertTrue(readings.get(0).at().monotonicNanos() < readings.get(1).at().monotonicNanos());
  }

  @Test
  void aServerThatDoesNotTellItsTimeIsLost() {
    time.sleep(Duration.ofSeconds(3));
    link.answer =
        wanted ->
            new FakeLink.Answer(
                List.of(
                    new UaValue(
                        0x80020000L,
                        new UaValue.Content.Unreadable("nothing"),
                        Optional.empty(),
                        Optional.empty())),
                Optional.empty());
    assertThrows(LinkException.class, subscription::receive);
  }
}
