package io.cellwitness.opcua.milo;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import io.cellwitness.opcua.link.LinkEvent;
import io.cellwitness.opcua.link.LinkException;
import io.cellwitness.opcua.link.UaLink.Subscribed;
import io.cellwitness.opcua.link.UaValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.SessionActivityListener;
import org.eclipse.milo.opcua.sdk.client.UaSession;
import org.eclipse.milo.opcua.sdk.client.subscriptions.MonitoredItemServiceOperationResult;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaMonitoredItem;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaSubscription;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.enumerated.DataChangeTrigger;
import org.eclipse.milo.opcua.stack.core.types.structured.DataChangeFilter;

/**
 * One subscription. Milo's own ways of transferring and mending it are not used: whatever ends it
 * is told, and a new link is made by the thread that reads.
 */
final class MiloSubscription implements OpcUaSubscription.SubscriptionListener {

  /** Keeps a silent subscription from looking like a dead one for long. */
  private static final double KEEP_ALIVE_MILLIS = 3000;

  private final OpcUaClient client;
  private final MiloLink.Awaiting link;
  private volatile Consumer<LinkEvent> events = event -> {};

  MiloSubscription(OpcUaClient client, MiloLink.Awaiting link) {
    this.client = client;
    this.link = link;
  }

  void start(List<Subscribed> wanted, Consumer<LinkEvent> sink)
      throws LinkException, InterruptedException {
    events = sink;
    Duration fastest = wanted.stream().map(Subscribed::interval).min(Duration::compareTo).get();
    OpcUaSubscription subscription = new OpcUaSubscription(client, fastest.toMillis());
    subscription.setTargetKeepAliveInterval(KEEP_ALIVE_MILLIS);
    subscription.setSubscriptionListener(this);
    client.addSessionActivityListener(
        new SessionActivityListener() {
          @Override
          public void onSessionInactive(UaSession session) {
            events.accept(new LinkEvent.Ended("the session was lost"));
          }
        });
    link.await(subscription.createAsync().toCompletableFuture());
    List<OpcUaMonitoredItem> items = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      items.add(item(i, wanted.get(i), fastest));
    }
    subscription.addMonitoredItems(items);
    List<OpcUaMonitoredItem> refused = create(subscription);
    if (!refused.isEmpty()) {
      // A server may know no filter: it then reports changes only, and constancy looks like age.
      refused.forEach(item -> item.setFilter(null));
      create(subscription).forEach(this::report);
    }
  }

  private static OpcUaMonitoredItem item(int place, Subscribed wanted, Duration publishing) {
    OpcUaMonitoredItem item = new OpcUaMonitoredItem(MiloLink.question(wanted.wanted()));
    item.setUserObject(place);
    item.setSamplingInterval(wanted.interval().toMillis());
    item.setQueueSize(uint(10 + publishing.toMillis() / wanted.interval().toMillis()));
    item.setDiscardOldest(true);
    item.setFilter(new DataChangeFilter(DataChangeTrigger.StatusValueTimestamp, uint(0), 0.0));
    return item;
  }

  private List<OpcUaMonitoredItem> create(OpcUaSubscription subscription)
      throws LinkException, InterruptedException {
    List<MonitoredItemServiceOperationResult> results =
        link.await(CompletableFuture.supplyAsync(subscription::createMonitoredItems));
    return results.stream()
        .filter(r -> !r.serviceResult().isGood() || !r.operationResult().orElseThrow().isGood())
        .map(MonitoredItemServiceOperationResult::monitoredItem)
        .toList();
  }

  /** An item the server will not send is a value that is bad for good. */
  private void report(OpcUaMonitoredItem item) {
    long status = item.getCreateResult().map(StatusCode::value).orElse(StatusCode.BAD.value());
    events.accept(
        new LinkEvent.Data(
            place(item),
            new UaValue(
                status & 0xFFFF_FFFFL,
                new UaValue.Content.Unreadable("nothing"),
                Optional.empty(),
                Optional.empty())));
  }

  private static int place(OpcUaMonitoredItem item) {
    return (Integer) item.getUserObject().orElseThrow();
  }

  /** No more events. */
  void silence() {
    events = event -> {};
  }

  @Override
  public void onDataReceived(
      OpcUaSubscription subscription, List<OpcUaMonitoredItem> items, List<DataValue> values) {
    for (int i = 0; i < items.size(); i++) {
      events.accept(new LinkEvent.Data(place(items.get(i)), MiloValues.of(values.get(i))));
    }
  }

  @Override
  public void onNotificationDataLost(OpcUaSubscription subscription) {
    events.accept(new LinkEvent.Lost("notifications were lost on the way"));
  }

  @Override
  public void onWatchdogTimerElapsed(OpcUaSubscription subscription) {
    events.accept(new LinkEvent.Ended("the subscription went silent"));
  }

  @Override
  public void onStatusChanged(OpcUaSubscription subscription, StatusCode status) {
    events.accept(new LinkEvent.Ended("the server ended the subscription"));
  }

  @Override
  public void onTransferFailed(OpcUaSubscription subscription, StatusCode status) {
    events.accept(new LinkEvent.Ended("the subscription did not survive a reconnection"));
  }
}
