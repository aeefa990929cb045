package io.cellwitness.gateway.mqtt;

import io.cellwitness.gateway.store.Outbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads consumers' receipts ({@code receipt/1}): notes what they have, sends again what they ask
 * for and what nobody has receipted in time. The time runs on the monotonic clock and starts anew
 * with the process, so a jump of the wall clock sends nothing.
 */
final class ReceiptDesk {

  static final int LONGEST_BYTES = 16 << 10;
  private static final int MOST_IDS = 100;
  private static final int MOST_WATCHED = 1000;

  /** At most so many reports are sent again at one look. */
  private static final int MOST_AT_ONCE = 16;

  private static final Pattern ID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final JsonMapper JSON = new JsonMapper();

  private final Outbox outbox;
  private final long withinNanos;
  private final Map<UUID, Long> sinceNanos = new HashMap<>();

  ReceiptDesk(Outbox outbox, Duration within) {
    this.outbox = outbox;
    this.withinNanos = within.toNanos();
  }

  /**
   * Takes one message of the receipt topic.
   *
   * @return a sentence when it cannot be used
   */
  Optional<String> take(byte[] body) {
    try {
      if (body.length > LONGEST_BYTES) {
        return refused("it is longer than " + LONGEST_BYTES + " bytes");
      }
      JsonNode receipt = JSON.readTree(body);
      Set<String> names = new HashSet<>(receipt.propertyNames());
      if (names.isEmpty() || !Set.of("received", "resend").containsAll(names)) {
        return refused("it must hold 'received' or 'resend' and nothing else");
      }
      Optional<List<UUID>> received = ids(receipt.path("received"));
      Optional<List<UUID>> resend = ids(receipt.path("resend"));
      if (received.isEmpty() || resend.isEmpty()) {
        return refused("both are lists of at most " + MOST_IDS + " report ids");
      }
      if (!received.get().isEmpty()) {
        outbox.received(received.get());
      }
      if (!resend.get().isEmpty()) {
        outbox.resend(resend.get());
      }
      return Optional.empty();
    } catch (JacksonException e) {
      return refused("it is not JSON");
    }
  }

  /** Sends again what has waited too long for a receipt. */
  void look(long nowNanos) {
    List<UUID> missing = outbox.withoutReceipt(MOST_WATCHED);
    sinceNanos.keySet().retainAll(new HashSet<>(missing));
    List<UUID> due = new ArrayList<>();
    for (UUID report : missing) {
      long since = sinceNanos.computeIfAbsent(report, id -> nowNanos);
      if (nowNanos - since >= withinNanos && due.size() < MOST_AT_ONCE) {
        due.add(report);
      }
    }
    if (!due.isEmpty()) {
      sinceNanos.keySet().removeAll(due);
      outbox.resend(due);
    }
  }

  private static Optional<List<UUID>> ids(JsonNode list) {
    if (list.isMissingNode()) {
      return Optional.of(List.of());
    }
    List<UUID> ids = new ArrayList<>();
    for (JsonNode each : list) {
      if (!each.isString() || !ID.matcher(each.stringValue()).matches()) {
        return Optional.empty();
      }
      ids.add(UUID.fromString(each.stringValue()));
    }
    return list.isArray() && ids.size() <= MOST_IDS ? Optional.of(ids) : Optional.empty();
  }

  private static Optional<String> refused(String why) {
    return Optional.of("a message on the receipt topic cannot be used: " + why);
  }
}
