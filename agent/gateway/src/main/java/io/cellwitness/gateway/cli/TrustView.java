package io.cellwitness.gateway.cli;

import io.cellwitness.gateway.base.Console;
import io.cellwitness.report.trust.TrustList;
import io.cellwitness.report.trust.TrustedKey;
import java.nio.file.Path;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/** Shows a trust list. */
final class TrustView {

  private TrustView() {}

  static void show(Console console, TrustList list, Path file) {
    ObjectNode event = Console.event("trust").put("file", file.toString());
    event.set("keys", list.toJson().get("keys"));
    console.emit(event);
    console.say("List       " + file + (list.keys().isEmpty() ? ", believes nobody" : ""));
    for (TrustedKey key : list.keys()) {
      console.say(
          String.format(
              Locale.ROOT,
              "%s  %-7s %s%s%s",
              key.key().thumbprint(),
              key.status().name().toLowerCase(Locale.ROOT),
              key.name(),
              key.validFrom().map(from -> ", from " + from).orElse(""),
              key.validUntil().map(until -> ", until " + until).orElse("")));
    }
  }
}
